import type { Alert } from '@cip/watch';

const mostOfContents = 65_536;

/** One item as `/api/transactions` has it, where the alert is about a change, and what the alert adds to it. */
export function webhookBody(
  { transaction, kind, message, contents, revision }: Alert,
  count: number,
): string {
  const shown = contents?.slice(0, mostOfContents);
  return JSON.stringify({ ...transaction, revision, kind, message, count, contents: shown });
}
