import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FetchedTree } from './fetched-tree.js';
import { PartialClone } from './partial-clone.js';
import { unreachable } from './remote-failure.js';
import { type RemoteLocation, resolveLocation } from './remote-location.js';

export interface RemoteTreeOptions extends RemoteLocation {
  /**
   * The folder to work in, for this process alone: no other may use it at the same time. It stays, and a later process
   * that is given it fetches only what is new. Default: a new temporary folder, which `close` removes.
   */
  readonly directory?: string;
  /** Of an update until the first has succeeded, which fetches everything, in milliseconds; default 5 minutes. */
  readonly timeout?: number;
  /** Of each update after that, in milliseconds; default 1 minute. */
  readonly laterTimeout?: number;
  /** Ends all updates. */
  readonly signal?: AbortSignal;
}

/** A thin manifest tree in a remote Git repository. */
export interface RemoteTree extends AsyncDisposable {
  /**
   * Fetches the newest revision; what was fetched before is not fetched again. One at a time: another waits for it, and
   * then fetches for itself. Throws `SourceError` UNREACHABLE, UNKNOWN_REVISION (no such branch), NOT_FOUND (no such
   * path in the revision) or GIT_FAILED. After each of them it can be called again.
   */
  update(): Promise<FetchedTree>;
  /**
   * What stood there before each change of some paths (relative to the tree; none: of all of it), newest first, as far as
   * some thousand commits of history tell. Each is in place of the one before; no update meanwhile. Throws `SourceError`.
   */
  before(revision: string, paths: readonly string[]): AsyncIterable<FetchedTree>;
  /** Ends updates, and removes the temporary folder. */
  close(): Promise<void>;
}

/**
 * A remote repository kept at hand: without history, and only the directory of the tree, so that a repository of
 * gigabytes costs megabytes. Nothing is fetched before the first update. Throws `SourceError` for a location that
 * cannot be meant.
 */
export async function openRemoteTree(options: RemoteTreeOptions): Promise<RemoteTree> {
  const { directory: given, timeout = 5 * 60_000, laterTimeout = 60_000, signal } = options;
  const location = await resolveLocation(options, tmpdir());
  const directory = await openFolder(given);
  const clone = new PartialClone(location, directory);
  const closing = new AbortController();
  const ends = [closing.signal, ...(signal ? [signal] : [])];
  let last: Promise<unknown> = Promise.resolve();
  let within = timeout;

  const orTooLate = (error: unknown, late: AbortSignal, limit: number): unknown =>
    error === late.reason
      ? unreachable(location.shownUrl, `fetching took longer than ${limit / 1000} seconds`)
      : error;
  const update = async (): Promise<FetchedTree> => {
    const late = AbortSignal.timeout(within);
    try {
      const fetched = await clone.update(AbortSignal.any([...ends, late]));
      within = laterTimeout;
      return fetched;
    } catch (error) {
      throw orTooLate(error, late, within);
    }
  };
  const before = async function* (revision: string, paths: readonly string[]): AsyncGenerator<FetchedTree> {
    const late = AbortSignal.timeout(laterTimeout);
    try {
      yield* clone.before(revision, paths, AbortSignal.any([...ends, late]));
    } catch (error) {
      throw orTooLate(error, late, laterTimeout);
    }
  };
  const close = async (): Promise<void> => {
    closing.abort(new Error('The remote tree was closed.'));
    await last;
    if (given === undefined) await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  return {
    update: () => {
      const updated = last.then(update);
      last = updated.catch(() => undefined);
      return updated;
    },
    before,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openFolder(given: string | undefined): Promise<string> {
  const folder =
    given === undefined ? await mkdtemp(path.join(tmpdir(), 'cip-manifests-')) : path.resolve(given);
  await mkdir(folder, { recursive: true });
  return realpath(folder);
}
