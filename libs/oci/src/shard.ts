import { createHash } from 'node:crypto';

/** One of `count` processes that share work by repository; `index` counts from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const whole: Shard = { index: 0, count: 1 };

/**
 * The index of the shard that works on a repository, `host[:port]/path`. Each belongs to one shard of so many, whoever asks
 * and for ever: the first 32 bits of the SHA-256 of its path, modulo `count`. The host says nothing, so that one shard has
 * an image in all of its regions and reads its source once. A registry without a path goes by its host.
 */
export function shardOf(repository: string, count: number): number {
  const path = repository.slice(repository.indexOf('/') + 1);
  return createHash('sha256').update(path).digest().readUInt32BE() % count;
}

/** Whether a repository is this shard's to work on. Default: no shards. */
export function isMine(repository: string, { index, count }: Shard = whole): boolean {
  return shardOf(repository, count) === index;
}

/** Whether what belongs to no repository, such as a mistake in a file, is this shard's to tell: one of them does. */
export function isFirst({ index }: Shard = whole): boolean {
  return index === 0;
}

/** As `--shard` takes it: `0/4`. */
export function formatShard({ index, count }: Shard): string {
  return `${index}/${count}`;
}
