import { stat } from 'node:fs/promises';
import path from 'node:path';
import { listingChanges, parentsIn } from '../git/changes-of.js';
import { type GitAnswer, type GitRepository, runRemoteGit } from '../git/run-git.js';
import { SourceError } from '../source-error.js';
import type { FetchedTree } from './fetched-tree.js';
import { reasonIn, remoteFailure } from './remote-failure.js';
import type { ResolvedLocation } from './remote-location.js';
import { remoteName, WorkFolder } from './work-folder.js';

const attempts = 3;

/** Commits of the history that are fetched, one number after the other, by who asks for it. */
const depths = [50, 1_000];

/** One revision of a remote repository without history, and without the contents of the files that are not wanted. */
export class PartialClone {
  readonly #folder: WorkFolder;
  #isPrepared = false;
  #checkedOut: string | undefined;

  constructor(
    private readonly location: ResolvedLocation,
    /** Of no other process. */
    private readonly directory: string,
  ) {
    this.#folder = new WorkFolder(directory, location);
  }

  /** Rejects with what is wrong with the remote; what is wrong with the work folder is repaired. */
  async update(signal: AbortSignal): Promise<FetchedTree> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#attempt(signal);
      if (typeof answer === 'string') return this.#fetched(answer);
      const failure = await remoteFailure(this.location, signal);
      if (failure) throw failure;
      if (attempt === attempts) throw this.#notUsable(answer);
      // The last attempt begins with nothing: what an earlier process has left may be damaged.
      if (attempt === attempts - 1) await this.#folder.empty();
    }
  }

  /**
   * What stood there before each change of some paths (relative to the tree; none: of all of it), newest first. More of the
   * history is fetched when what is there has been given. Ends where nothing more is known.
   */
  async *before(
    revision: string,
    paths: readonly string[],
    signal: AbortSignal,
  ): AsyncGenerator<FetchedTree> {
    const listing = listingChanges(revision, this.location.path, paths);
    const given = new Set<string>();
    for (const depth of depths) {
      const deepened = await this.#git(fetchOf(this.location.ref, depth), signal);
      if (deepened.exitCode !== 0) throw this.#notUsable(deepened);
      const listed = await this.#git(listing, signal);
      if (listed.exitCode !== 0) throw this.#notUsable(listed);
      const parents = parentsIn(listed.stdout);
      for (const parent of parents) {
        if (parent === undefined || given.has(parent)) continue;
        given.add(parent);
        yield await this.#checkOut(parent, signal);
      }
      if (!parents.includes(undefined)) return;
    }
  }

  async #checkOut(revision: string, signal: AbortSignal): Promise<FetchedTree> {
    this.#checkedOut = undefined;
    const answer = await this.#git(checkoutOf(revision), signal);
    if (answer.exitCode !== 0) throw this.#notUsable(answer);
    this.#checkedOut = revision;
    return this.#fetched(revision);
  }

  /** The revision that is checked out now, or the answer of the git that failed. */
  async #attempt(signal: AbortSignal): Promise<string | GitAnswer> {
    if (!this.#isPrepared) await this.#prepare();
    // Until all has gone well.
    this.#isPrepared = false;
    const fetched = await this.#git(fetchOf(this.location.ref, 1), signal);
    if (fetched.exitCode !== 0) return fetched;
    const found = await this.#git(['rev-parse', '--verify', 'FETCH_HEAD^{commit}'], signal);
    if (found.exitCode !== 0) return found;
    const revision = new TextDecoder().decode(found.stdout).trim();
    if (revision !== this.#checkedOut) {
      const checkedOut = await this.#git(checkoutOf(revision), signal);
      if (checkedOut.exitCode !== 0) return checkedOut;
    }
    this.#checkedOut = revision;
    this.#isPrepared = true;
    return revision;
  }

  async #prepare(): Promise<void> {
    this.#checkedOut = undefined;
    await this.#folder.prepare();
  }

  get #repository(): GitRepository {
    return { topLevel: this.#folder.tree, gitDirectory: this.#folder.gitDirectory };
  }

  #git(args: readonly string[], signal: AbortSignal): Promise<GitAnswer> {
    const { topLevel, gitDirectory } = this.#repository;
    const where = [`--git-dir=${gitDirectory}`, `--work-tree=${topLevel}`];
    const { protocol } = this.location;
    return runRemoteGit([...where, ...args], { cwd: this.directory, protocol, signal });
  }

  async #fetched(revision: string): Promise<FetchedTree> {
    const repository = this.#repository;
    const directory = path.join(repository.topLevel, this.location.path);
    const stats = await stat(directory).catch(() => undefined);
    if (stats?.isDirectory()) return { directory, repository, revision };
    const { shownUrl, shownRef } = this.location;
    const reason = `${shownRef} has no directory "${this.location.path}" (at ${revision})`;
    throw new SourceError('NOT_FOUND', shownUrl, reason, 'Check the spelling of the path.');
  }

  #notUsable({ stderr }: GitAnswer): SourceError {
    const remedy = `Check that git 2.27 or newer is installed, and that there is room in ${this.directory}.`;
    return new SourceError('GIT_FAILED', this.location.shownUrl, reasonIn(stderr), remedy);
  }
}

// Into no branch: a branch that was pushed by force, renamed or made again is like any other.
function fetchOf(ref: string, depth: number): string[] {
  const options = ['--quiet', '--no-tags', '--no-recurse-submodules', '--refmap='];
  return ['fetch', ...options, `--depth=${depth}`, '--filter=blob:none', remoteName, `+${ref}`];
}

function checkoutOf(revision: string): string[] {
  return ['checkout', '--quiet', '--force', '--detach', revision];
}
