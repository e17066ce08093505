/** One of several processes that share a sweep; `index` counts from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Whether a repository is this shard's to compare. Every name belongs to one shard, whoever asks. */
export function isMine(name: string, { index, count }: Shard = { index: 0, count: 1 }): boolean {
  return hashOf(name) % count === index;
}

/** FNV-1a, 32 bits: spreads names evenly, and is the same everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
