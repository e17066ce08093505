import { gitBytes, type GitRepository, runGit } from './run-git.js';

/** The content of a blob, or why there is none. */
export type GitBlob = Uint8Array | 'too large' | 'missing';

export interface BlobOptions {
  /** In bytes. */
  readonly largest: number;
  readonly signal?: AbortSignal;
}

const gibibyte = 1024 ** 3;

/** The contents of blobs by id, in two runs of git: sizes first, so that nothing large is read. */
export async function readBlobs(
  repository: GitRepository,
  ids: readonly string[],
  { largest, signal }: BlobOptions,
): Promise<ReadonlyMap<string, GitBlob>> {
  const wanted = [...new Set(ids)];
  const blobs = new Map<string, GitBlob>(wanted.map((id) => [id, 'missing']));
  if (wanted.length === 0) return blobs;
  const call = { ...(signal && { signal }) };
  const sizes = await sizesOf(repository, wanted, call);
  for (const [id, size] of sizes) if (size > largest) blobs.set(id, 'too large');
  const readable = wanted.filter((id) => (sizes.get(id) ?? Infinity) <= largest);
  if (readable.length === 0) return blobs;
  const batch = { ...call, input: linesOf(readable), largestOutput: gibibyte };
  const answer = await gitBytes(repository, ['cat-file', '--batch'], batch);
  for (const [id, bytes] of parseBatch(answer)) blobs.set(id, bytes);
  return blobs;
}

/** The sizes of the objects that are here, in bytes. */
async function sizesOf(
  repository: GitRepository,
  ids: readonly string[],
  call: { readonly signal?: AbortSignal },
): Promise<ReadonlyMap<string, number>> {
  const format = '--batch-check=%(objectname) %(objectsize)';
  const asked = await runGit(repository, ['cat-file', format], { ...call, input: linesOf(ids) });
  if (asked.exitCode === 0) return new Map(parseSizes(asked.stdout));
  // In a partial clone, git before 2.45 ends at the first missing object, which it may not fetch: nothing but what is
  // here is looked at then.
  const all = ['cat-file', '--batch-all-objects', '--unordered', format];
  const here = parseSizes(await gitBytes(repository, all, { ...call, largestOutput: gibibyte }));
  const wanted = new Set(ids);
  return new Map([...here].filter(([id]) => wanted.has(id)));
}

function* parseSizes(answer: Uint8Array): Generator<[id: string, size: number]> {
  for (const line of new TextDecoder().decode(answer).split('\n')) {
    const [id = '', size = ''] = line.split(' ');
    if (/^\d+$/.test(size)) yield [id, Number(size)];
  }
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
