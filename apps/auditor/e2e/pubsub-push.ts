/** What an insert is about: full references, as Artifact Registry reports them. */
export interface ReportedInsert {
  readonly digest?: string;
  readonly tag?: string;
}

/** A push of Pub/Sub; equal inserts have the same id. */
export function pubsubPush(insert: ReportedInsert): RequestInit {
  const data = JSON.stringify({ action: 'INSERT', ...insert });
  const message = { data: Buffer.from(data).toString('base64'), messageId: data };
  return { method: 'POST', body: JSON.stringify({ message }) };
}
