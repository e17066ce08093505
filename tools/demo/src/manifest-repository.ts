import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const person = { NAME: 'A Release Engineer', EMAIL: 'release@example.com' };
const settings = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TEMPLATE_DIR: '',
  GIT_AUTHOR_NAME: person.NAME,
  GIT_AUTHOR_EMAIL: person.EMAIL,
  GIT_COMMITTER_NAME: person.NAME,
  GIT_COMMITTER_EMAIL: person.EMAIL,
};

/** The Git repository with the thin manifest tree, in a folder of its own under `dist/`. */
export class ManifestRepository implements AsyncDisposable {
  private constructor(
    readonly folder: string,
    /** The folder as seen from the checkout, for commands. */
    readonly shownAs: string,
  ) {}

  static async create(workspace: string): Promise<ManifestRepository> {
    const dist = path.join(workspace, 'dist');
    await mkdir(dist, { recursive: true });
    const folder = await mkdtemp(path.join(dist, 'demo-'));
    const repository = new ManifestRepository(folder, path.posix.join('dist', path.basename(folder)));
    await repository.git('init', '--quiet', '--initial-branch=main');
    return repository;
  }

  async commit(message: string, files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async isEmpty(): Promise<boolean> {
    return (await this.git('branch', '--list')) === '';
  }

  /** Gives what the command prints. */
  async git(...args: string[]): Promise<string> {
    // Variables of a surrounding Git hook would lead to another repository.
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
    const env = { ...Object.fromEntries(inherited), ...settings };
    const { stdout } = await run('git', args, { cwd: this.folder, env });
    return stdout;
  }
}
