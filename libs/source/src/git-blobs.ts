import { gitBytes, gitOutput } from './run-git.js';

export type GitBlob = Uint8Array | 'too large' | 'missing';

export interface BlobOptions {
  readonly cwd: string;
  /** In bytes. */
  readonly largest: number;
  readonly signal?: AbortSignal;
}

/** The contents of blobs by id, in two runs of git: sizes first, so that nothing large is read. */
export async function readBlobs(
  ids: readonly string[],
  options: BlobOptions,
): Promise<ReadonlyMap<string, GitBlob>> {
  const blobs = new Map<string, GitBlob>();
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return blobs;
  const { largest, ...call } = options;
  const format = '--batch-check=%(objectname) %(objectsize)';
  const sizes = await gitOutput(['cat-file', format], { ...call, input: linesOf(wanted) });
  for (const line of sizes.split('\n').filter(Boolean)) {
    const [id = '', size = ''] = line.split(' ');
    blobs.set(id, size === 'missing' ? 'missing' : 'too large');
    if (Number(size) <= largest) blobs.set(id, new Uint8Array());
  }
  const readable = wanted.filter((id) => typeof blobs.get(id) === 'object');
  const answer = await gitBytes(['cat-file', '--batch'], { ...call, input: linesOf(readable) });
  for (const [id, bytes] of parseBatch(answer)) blobs.set(id, bytes);
  return blobs;
}

function linesOf(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('');
}

/** Objects in the form of `git cat-file --batch`: `<id> <type> <size>`, a line break, the content, a line break. */
function* parseBatch(answer: Uint8Array): Generator<[id: string, bytes: Uint8Array]> {
  const lineBreak = 10;
  const decoder = new TextDecoder();
  for (let at = 0; at < answer.byteLength;) {
    const end = answer.indexOf(lineBreak, at);
    const [id = '', , size = ''] = decoder.decode(answer.subarray(at, end)).split(' ');
    const start = end + 1;
    at = start + Number(size) + 1;
    yield [id, answer.subarray(start, at - 1)];
  }
}
