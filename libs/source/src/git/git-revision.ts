import { SourceError } from '../source-error.js';
import { entriesAt, folderMode, type GitFile } from './git-listing.js';
import { gitBytes, type GitRepository, runGit } from './run-git.js';

/** A commit of a repository. */
export interface GitRevision {
  readonly repository: GitRepository;
  /** In hexadecimal. */
  readonly commit: string;
}

/** Throws {@link SourceError} `INVALID_REVISION` for what cannot name one commit, such as an option of git or a range. */
export function checkRevision(revision: string): void {
  const isOption = !/^[^-^\p{Cc}][^\p{Cc}]*$/u.test(revision);
  if (!isOption && !isRange(revision)) return;
  const reason = isOption ? 'not a revision' : 'a range of revisions, where a single one is expected';
  const remedy = 'Name a commit, a branch or a tag.';
  throw new SourceError('INVALID_REVISION', JSON.stringify(revision), reason, remedy);
}

/**
 * Names of branches and tags hold no two dots in a row (git-check-ref-format); what does is a range, such as `A..B`, or
 * `A^-`, `A^@` and `A^!`, which stand for several commits, too. A search in commit messages may hold anything.
 */
function isRange(revision: string): boolean {
  const [name = ''] = revision.split(/\^\{\/|:\//, 1);
  return name.includes('..') || /\^(?:-[0-9]*|[@!])$/.test(revision);
}

/**
 * Finds the commit that a revision names. Throws {@link SourceError} `UNKNOWN_REVISION`, and like {@link checkRevision}.
 */
export async function findRevision(
  repository: GitRepository,
  revision: string,
  signal?: AbortSignal,
): Promise<GitRevision> {
  checkRevision(revision);
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { exitCode, stdout } = await runGit(repository, args, { ...(signal && { signal }) });
  if (exitCode !== 0) throw unknownRevision(revision, repository.topLevel);
  return { repository, commit: textOf(stdout).trim() };
}

/**
 * The entry of a path, from the top level with `/`; the path is not resolved. For the top level itself, its tree.
 * Undefined where there is none.
 */
export async function entryAt(
  { repository, commit }: GitRevision,
  path: string,
  signal?: AbortSignal,
): Promise<GitFile | undefined> {
  const call = { ...(signal && { signal }) };
  if (path !== '') return (await entriesAt(repository, commit, [path], call))[0];
  const id = textOf(await gitBytes(repository, ['rev-parse', '--verify', `${commit}^{tree}`], call)).trim();
  return { path, mode: folderMode, id };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function unknownRevision(revision: string, topLevel: string): SourceError {
  const remedy =
    'Check its spelling; in a clone without full history, fetch it first (git fetch --unshallow, or git fetch origin <commit>).';
  return new SourceError(
    'UNKNOWN_REVISION',
    revision,
    `the repository ${topLevel} has no such commit`,
    remedy,
  );
}
