import type { Alert } from '@cip/watch';

const mostOfContents = 65_536;

/** One item as `/api/transactions` has it, where the alert is about a change, and what the alert adds to it; of many alerts their rows, ids and link. */
export function webhookBody(
  { transaction, kind, message, contents, revision, summary }: Alert,
  count: number,
): string {
  const shown = contents?.slice(0, mostOfContents);
  return JSON.stringify({ ...transaction, revision, kind, message, count, contents: shown, ...summary });
}

/** What is sent in the place of an alert whose body was refused: nothing in it was written by whoever caused it. */
export function refusedBody({ transaction, kind, revision }: Alert, count: number): string {
  const message = 'an alert was refused by this webhook; the log of the auditor has it';
  const about = transaction && {
    time: transaction.time,
    verdict: transaction.verdict,
    reason: transaction.reason,
  };
  return JSON.stringify({ ...about, revision, kind, message, count });
}
