import { UsageError } from '@cip/runtime';
import { parseSnapshotName, type SnapshotName, snapshotNameAt } from '@cip/snapshot';

/**
 * What an argument names: `YYYY/MM/DD/HH`, or `latest`. `now` in milliseconds since the epoch. Throws `UsageError`,
 * `InvalidSnapshotNameError`.
 */
export function chooseSnapshot(text: string, now: number): SnapshotName | 'latest' {
  if (text === 'latest') return 'latest';
  const named = parseSnapshotName(text);
  const hour = snapshotNameAt(now);
  if (named <= hour) return named;
  throw new UsageError(
    `snapshot ${named} is of the future: it is ${hour}`,
    'Check the clock of this machine, or name an hour that has begun.',
  );
}
