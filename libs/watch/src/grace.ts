import type { ChangeEvent, Verdict } from '@cip/audit';

/**
 * When a change need no longer be explained, in milliseconds since the epoch; undefined: it need not wait. The commit
 * that promises it may not be visible yet, and children arrive before their index. No manifest excuses a deletion.
 */
export function graceEnd(
  verdict: Verdict,
  { publishedAt }: ChangeEvent,
  arrival: number,
  grace: number,
): number | undefined {
  if (verdict.verdict !== 'REJECTED' || verdict.reason === 'deleted' || verdict.reason === 'malformed') {
    return undefined;
  }
  const end = publishedAt + grace;
  return arrival < end ? end : undefined;
}
