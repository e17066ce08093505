import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';

/** Nothing of the user's configuration, hooks or surrounding repository has a say. */
const environment = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TEMPLATE_DIR: '',
  GIT_TERMINAL_PROMPT: '0',
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
  GIT_COMMITTER_DATE: '2020-01-01T00:00:00Z',
} as const;

/** A Git repository in a temporary folder, on the branch `main`. */
export class GitRepository implements AsyncDisposable {
  constructor(readonly folder: string) {}

  /** Writes files under their paths in the repository; undefined deletes the file. */
  async write(files: Readonly<Record<string, string | Uint8Array | undefined>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      if (content === undefined) {
        await rm(file, { recursive: true });
      } else {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, content);
      }
    }
  }

  /** Commits the folder as it stands, even unchanged; gives the revision, 40 hexadecimal characters. */
  async commit(message: string): Promise<string> {
    await this.stage();
    await this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Stages the folder as it stands. */
  async stage(): Promise<void> {
    await this.git('add', '--all');
  }

  /** Runs git in the folder; gives its output without the last newline. Throws execa's error when git fails. */
  async git(...args: string[]): Promise<string> {
    const { stdout } = await execa('git', args, { cwd: this.folder, env: environment });
    return stdout;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.remove();
  }
}

/**
 * Makes an empty repository, in a new folder or around what stands in one; the same files and messages give the same
 * revisions. Remove it, or take it with `await using`.
 */
export async function createGitRepository(folder?: string): Promise<GitRepository> {
  const repository = new GitRepository(folder ?? (await mkdtemp(path.join(tmpdir(), 'git-fixture-'))));
  await repository.git('init', '--quiet', '--initial-branch=main');
  return repository;
}
