/** What registries were asked in one run. */
export interface Traffic {
  /** Requests by host and kind. */
  readonly hosts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Bytes of bodies that the source sent. */
  readonly sourceBytes: number;
  /** Answers with the status 429. */
  readonly tooManyRequests: number;
}

export function requestsOf(kinds: Readonly<Record<string, number>>): number {
  return Object.values(kinds).reduce((sum, count) => sum + count, 0);
}

/** To all hosts. */
export function allRequests({ hosts }: Traffic): number {
  return Object.values(hosts).reduce((sum, kinds) => sum + requestsOf(kinds), 0);
}

/** Requests of all hosts by kind, the most frequent first. */
export function requestsByKind(hosts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const host of hosts)
    for (const [kind, count] of Object.entries(host)) kinds[kind] = (kinds[kind] ?? 0) + count;
  return Object.fromEntries(Object.entries(kinds).sort(([, a], [, b]) => b - a));
}
