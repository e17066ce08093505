import { formatShard } from '@cip/oci';
import { ReportFileError, type ShardReport } from './parse-shard-report.js';

/** A report and the file that it is from, as messages show it. */
export interface NamedReport {
  readonly file: string;
  readonly report: ShardReport;
}

/** Throws {@link ReportFileError} when reports are not of one run, or two of them of one shard. */
export function checkParts([first, ...others]: readonly [NamedReport, ...NamedReport[]]): void {
  const byIndex = new Map([[first.report.shard.index, first.file]]);
  for (const part of others) {
    const difference = differenceBetween(first.report, part.report);
    if (difference !== undefined) {
      throw new ReportFileError(`${first.file} and ${part.file} are not of one run: ${difference}`);
    }
    const { shard } = part.report;
    const known = byIndex.get(shard.index);
    if (known !== undefined) {
      throw new ReportFileError(`${known} and ${part.file} are both of shard ${formatShard(shard)}`);
    }
    byIndex.set(shard.index, part.file);
  }
}

/** What the two do not have in common, of what all shards of a run have. */
function differenceBetween(one: ShardReport, other: ShardReport): string | undefined {
  if (one.command !== other.command) return `one is of "cip ${one.command}", one of "cip ${other.command}"`;
  if (one.shard.count !== other.shard.count) {
    return `one is shard ${formatShard(one.shard)}, one ${formatShard(other.shard)}`;
  }
  const flags = [one.run.flags, other.run.flags].map((given) => given.join(' ') || 'no flag');
  if (flags[0] !== flags[1]) return `one was made with ${flags.join(', one with ')}`;
  const isSameTree =
    one.run.manifests === other.run.manifests && one.run.shares.join() === other.run.shares.join();
  return isSameTree ? undefined : 'their manifests differ';
}
