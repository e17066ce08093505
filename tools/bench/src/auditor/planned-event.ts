/** A Pub/Sub push, and what must become of it. */
export interface PlannedEvent {
  readonly id: string;
  /** Of the request. */
  readonly body: string;
  /** `VERDICT reason`, as the answer, the log and the metrics must say. */
  readonly expected: string;
}

/** What a message says: full references. */
export interface Change {
  readonly action: 'INSERT' | 'DELETE';
  readonly digest?: string;
  readonly tag?: string;
}

/** A push of a change, as Pub/Sub makes it. */
export function pushOf(id: string, change: Change, expected: string): PlannedEvent {
  return pushOfData(id, Buffer.from(JSON.stringify(change)).toString('base64'), expected);
}

/** A push of anything. */
export function pushOfData(id: string, data: string, expected: string): PlannedEvent {
  const publishTime = new Date().toISOString();
  const message = { data, messageId: id, publishTime, attributes: {} };
  const body = JSON.stringify({ message, subscription: 'projects/bench/subscriptions/auditor' });
  return { id, body, expected };
}

/** How many events must come to each verdict and reason. */
export function countExpected(events: readonly PlannedEvent[]): ReadonlyMap<string, number> {
  return countOf(events.map(({ expected }) => expected));
}

/** How often each text occurs. */
export function countOf(texts: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
