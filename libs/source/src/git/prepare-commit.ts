import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { blobId } from '../blob-id.js';
import { systemCode } from '../file-system-reason.js';
import { SourceError } from '../source-error.js';
import { findRepository, type RepositoryPath } from './find-repository.js';
import { filesOfIndex, type GitFile } from './git-listing.js';
import { entryAt } from './git-revision.js';
import { type GitRepository, runGit, runGitAsUser } from './run-git.js';

/** What is to be committed, and on which new branch. */
export interface CommitRequest {
  /** Those that are to change. They need not exist yet. */
  readonly files: readonly string[];
  readonly branch: string;
  readonly signal?: AbortSignal;
}

/** A commit that nothing stands in the way of. */
export interface CommitPlan {
  readonly repository: GitRepository;
  readonly branch: string;
  /** What HEAD is at; absent in a repository without commits. */
  readonly parent?: string;
  readonly files: readonly { readonly absolute: string; readonly path: string; readonly mode: string }[];
}

const underWay = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'REBASE_HEAD'];

/**
 * Makes sure, before any file is written, that files can be committed on a new branch that begins where HEAD is, and that
 * nothing but their coming change will be in the commit. Throws {@link SourceError}.
 */
export async function prepareCommit({ files, branch, signal }: CommitRequest): Promise<CommitPlan> {
  const call = { ...(signal && { signal }) };
  const found = await Promise.all(files.map(locate));
  const [first] = found;
  if (!first) throw refused(branch, 'there is nothing to commit', 'Name a file.');
  const { repository } = first;
  if (found.some((one) => one.repository.topLevel !== repository.topLevel)) {
    throw refused(branch, 'the files lie in several repositories', 'Commit them one by one.');
  }
  await checkBranch(repository, branch, call);
  for (const name of underWay) {
    if ((await resolved(repository, name, call)) === undefined) continue;
    const reason = 'a merge, rebase, cherry-pick or revert is under way';
    throw refused(repository.topLevel, reason, 'Finish it or abort it first (see git status).');
  }
  const parent = await resolved(repository, 'HEAD^{commit}', call);
  const entries = await Promise.all(found.map((one) => unchangedMode(one, parent, call)));
  await checkIdentity(repository, call);
  return {
    repository,
    branch,
    ...(parent !== undefined && { parent }),
    files: found.map(({ absolute, path: inRepository }, i) => {
      return { absolute, path: inRepository, mode: entries[i] ?? '100644' };
    }),
  };
}

type Call = Pick<CommitRequest, 'signal'>;

async function locate(file: string): Promise<RepositoryPath & { readonly absolute: string }> {
  const absolute = await realFile(path.resolve(file));
  const found = await findRepository(absolute);
  if (found) return { ...found, absolute };
  const remedy = 'Commit it by hand, or keep the manifests in a Git repository.';
  throw new SourceError('NOT_A_REPOSITORY', file, 'it does not lie in a Git repository', remedy);
}

/** Without links; the file itself and folders on the way may be missing. */
async function realFile(absolute: string): Promise<string> {
  try {
    return await realpath(absolute);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return path.join(await realFile(path.dirname(absolute)), path.basename(absolute));
  }
}

async function checkBranch(repository: GitRepository, branch: string, call: Call): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const { exitCode } = await runGit(repository, ['check-ref-format', ref], call);
  if (exitCode !== 0 || branch.startsWith('-') || branch === 'HEAD') {
    throw refused(JSON.stringify(branch), 'not the name of a branch', 'Give another name with --branch.');
  }
  if ((await resolved(repository, ref, call)) !== undefined) {
    throw refused(branch, 'there is such a branch already', 'Give another name with --branch.');
  }
}

async function resolved(repository: GitRepository, name: string, call: Call): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', name];
  const { exitCode, stdout } = await runGit(repository, args, call);
  return exitCode === 0 ? new TextDecoder().decode(stdout).trim() : undefined;
}

/** The mode of a file that is, on disk and in the index, as it was committed; undefined for one that is nowhere. */
async function unchangedMode(
  { repository, path: name, absolute }: RepositoryPath & { readonly absolute: string },
  parent: string | undefined,
  call: Call,
): Promise<string | undefined> {
  const committed =
    parent === undefined ? undefined : await entryAt({ repository, commit: parent }, name, call.signal);
  const staged = await filesOfIndex(repository, name, call);
  const content = await readFile(absolute).catch(() => undefined);
  if (isSame(committed, staged, content)) return committed?.mode;
  const remedy = 'Commit or undo them first, or commit by hand.';
  throw refused(name, 'it has changes that are not committed', remedy);
}

function isSame(
  committed: GitFile | undefined,
  staged: readonly GitFile[],
  content: Uint8Array | undefined,
): boolean {
  if (!committed) return staged.length === 0 && content === undefined;
  const [only] = staged;
  const isStaged = staged.length === 1 && only?.id === committed.id && only.mode === committed.mode;
  return isStaged && content !== undefined && blobId(content, committed.id.length) === committed.id;
}

async function checkIdentity(repository: GitRepository, call: Call): Promise<void> {
  const { exitCode } = await runGitAsUser(repository, ['var', 'GIT_COMMITTER_IDENT'], call);
  if (exitCode === 0) return;
  const remedy = 'Tell Git with git config user.name and git config user.email.';
  throw refused(repository.topLevel, 'Git does not know who commits', remedy);
}

function refused(location: string, reason: string, remedy: string): SourceError {
  return new SourceError('NOT_COMMITTED', location, reason, remedy);
}
