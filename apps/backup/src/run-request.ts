import { addFlags, flag, list, shardFlag, toShard } from '@cip/cli';
import type { Shard } from '@cip/oci';
import { type Environment, parseBytes, parseDuration, UsageError } from '@cip/runtime';
import {
  InvalidSnapshotNameError,
  parseSnapshotName,
  type SnapshotName,
  snapshotNameAt,
} from '@cip/snapshot';
import type { Command } from 'commander';
import { checkedBackup, checkedPrefix, type SharedRequest, sharedFlags, toSharedRequest } from './flags.js';
import { directoryOf } from './layout-directory.js';
import { placeOf } from './same-place.js';

export const layouts = ['tree', 'incremental', 'oci'] as const;

/** One prefix of production and where its snapshots go. */
export interface RegionPair {
  readonly from: string;
  readonly to: string;
}

/** What `cip-backup run` was asked to do. */
export interface RunRequest extends SharedRequest {
  readonly pairs: readonly RegionPair[];
  readonly layout: (typeof layouts)[number];
  readonly snapshot: SnapshotName;
  /** The part that is done here; absent: all of it. */
  readonly shard?: Shard;
  readonly thinManifestDir?: string;
  readonly lock?: string;
  readonly metricsFile?: string;
  /** How long what the backup has is believed without looking, in milliseconds. */
  readonly confirmWithin: number;
  /** Bytes of blobs held in memory at a time. */
  readonly maxBufferedBytes: number;
}

/** The flags of `cip-backup run`. */
export function addRunFlags(command: Command): Command {
  return addFlags(command, [
    flag('--from <prefix>', 'production: HOST/PATH; repeatable, or with commas', 'backup').argParser(list),
    flag('--to <backup>', 'where each goes, in the same order: HOST/PATH, or oci:DIR', 'backup').argParser(
      list,
    ),
    flag(
      '--layout <layout>',
      'how images lie in the backup (default: tree; for oci:DIR oci)',
      'backup',
    ).choices([...layouts]),
    flag(
      '--hour <hour>',
      'hour that the snapshot is named after, YYYY/MM/DD/HH in UTC (default: this one)',
      'backup',
    ),
    shardFlag('backup'),
    flag(
      '--confirm-within <duration>',
      'incremental: look at everything in the backup at least this often, an equal share each hour; 0s: all of it now, blobs included',
      'backup',
    ).default('24h'),
    flag('--lock <file>', 'let no other run on this machine have this lock at the same time', 'backup'),
    flag(
      '--thin-manifest-dir <dir>',
      'promoter manifests: find what they promise, and say how much of it is in the backup',
      'manifests',
    ),
    flag('--metrics-file <file>', 'write figures here, in the text format of Prometheus', 'output'),
    flag('--max-buffer <size>', 'memory for layers on their way', 'registries').default('256MiB'),
    ...sharedFlags(),
  ]);
}

interface Flags {
  readonly from?: readonly string[];
  readonly to?: readonly string[];
  readonly layout?: RunRequest['layout'];
  readonly hour?: string;
  readonly lock?: string;
  readonly thinManifestDir?: string;
  readonly metricsFile?: string;
  readonly confirmWithin: string;
  readonly maxBuffer: string;
}

/** Turns flags and environment into a request. Throws `UsageError` naming the flag. */
export function toRunRequest(command: Command, env: Environment, now: number): RunRequest {
  const flags = command.opts<Flags>();
  const pairs = toPairs(flags);
  const { lock, thinManifestDir, metricsFile } = flags;
  const shard = toShard(command, env);
  return {
    ...toSharedRequest(command, env, shard),
    pairs,
    layout: toLayout(flags, pairs),
    snapshot: flags.hour === undefined ? snapshotNameAt(now) : toHour(flags.hour, now),
    ...(shard && { shard }),
    ...(thinManifestDir !== undefined && { thinManifestDir }),
    ...(lock !== undefined && { lock }),
    ...(metricsFile !== undefined && { metricsFile }),
    confirmWithin: parseDuration(flags.confirmWithin, '--confirm-within'),
    maxBufferedBytes: parseBytes(flags.maxBuffer, '--max-buffer'),
  };
}

function toPairs({ from = [], to = [] }: Flags): RegionPair[] {
  if (from.length === 0 || to.length === 0) {
    throw new UsageError(
      'nothing to back up was named',
      'Name production with --from, and its backup with --to.',
    );
  }
  if (from.length !== to.length) {
    throw new UsageError(
      `--from names ${from.length} and --to ${to.length}: they belong together by their position`,
      'Name one backup for each prefix of production, in the same order.',
    );
  }
  const pairs = from.map((name, i) => ({
    from: checkedPrefix(name, '--from'),
    to: checkedBackup(to[i] ?? '', '--to'),
  }));
  for (const side of ['from', 'to'] as const) refuseRepeated(side, pairs);
  return pairs;
}

function refuseRepeated(side: 'from' | 'to', pairs: readonly RegionPair[]): void {
  const names = pairs.map((pair) => pair[side]);
  const places = names.map(placeOf);
  const repeated = names.find((_, i) => places.indexOf(places[i] ?? '') !== i);
  if (repeated === undefined) return;
  const remedy = side === 'to' ? 'Give each prefix of production a backup of its own.' : 'Name it once.';
  throw new UsageError(`--${side} names ${repeated} twice`, remedy);
}

function toLayout({ layout }: Flags, pairs: readonly RegionPair[]): RunRequest['layout'] {
  const onDisk = pairs.filter(({ to }) => directoryOf(to) !== undefined).length;
  // On disk, images lie as in incremental: either word says so.
  const isOnDisk = onDisk === pairs.length && layout !== 'tree';
  if (isOnDisk) return 'oci';
  if (onDisk === 0 && layout !== 'oci') return layout ?? 'tree';
  throw new UsageError(
    layout === undefined
      ? 'some of --to are directories, oci:DIR, and some are registries, HOST/PATH: one run has one layout'
      : `--layout ${layout} goes to ${layout === 'oci' ? 'directories, oci:DIR' : 'registries, HOST/PATH'}, and --to names others`,
    'Use --to oci:DIR with the layout "oci", and --to HOST/PATH with "tree" or "incremental".',
  );
}

function toHour(text: string, now: number): SnapshotName {
  try {
    const hour = parseSnapshotName(text);
    if (hour <= snapshotNameAt(now)) return hour;
  } catch (error) {
    if (!(error instanceof InvalidSnapshotNameError)) throw error;
    throw new UsageError(`--hour: ${error.message}`, 'Leave it out for the hour that it is.');
  }
  throw new UsageError(
    `--hour ${text} lies in the future: it is ${snapshotNameAt(now)}`,
    'Check the clock of this machine, or name an hour that has begun.',
  );
}
