import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a work folder is for. */
export interface WorkFolderPurpose {
  readonly url: string;
  /** In the repository, with `/`; empty: all of it. */
  readonly path: string;
}

/** The name that git knows the repository by: hardly one that a configuration of the user says anything about. */
export const remoteName = 'manifests';

/** All that is worth keeping of what another process has left: the rest costs nothing to make again. */
const kept: readonly string[] = ['objects', 'shallow', 'HEAD'];

/** The folder of a partial clone: the repository in `git`, and what is checked out in `tree`. */
export class WorkFolder {
  readonly gitDirectory: string;
  readonly tree: string;

  constructor(
    directory: string,
    private readonly purpose: WorkFolderPurpose,
  ) {
    this.gitDirectory = path.join(directory, 'git');
    this.tree = path.join(directory, 'tree');
  }

  /**
   * Makes the folder usable, whatever state it was left in. Only fetched objects stay: locks, a half-written index and
   * half-written files do not.
   */
  async prepare(): Promise<void> {
    await rm(this.tree, { recursive: true, force: true });
    await this.#removeAllBut(this.gitDirectory, (name) => kept.includes(name));
    for (const name of ['git/objects/info', 'git/objects/pack', 'git/refs', 'git/info', 'tree']) {
      await mkdir(path.join(this.tree, '..', name), { recursive: true });
    }
    await this.#removeAllBut(
      path.join(this.gitDirectory, 'objects/pack'),
      (name) => !name.startsWith('tmp_'),
    );
    for (const [name, text] of Object.entries(settings(this.purpose))) {
      await writeFile(path.join(this.gitDirectory, name), text);
    }
    const head = path.join(this.gitDirectory, 'HEAD');
    if (!(await isWritten(head))) await writeFile(head, 'ref: refs/heads/none\n');
  }

  /** Forgets what was fetched, too. */
  async empty(): Promise<void> {
    await rm(this.gitDirectory, { recursive: true, force: true });
  }

  async #removeAllBut(directory: string, isKept: (name: string) => boolean): Promise<void> {
    const names = await readdir(directory).catch(() => []);
    for (const name of names.filter((each) => !isKept(each))) {
      await rm(path.join(directory, name), { recursive: true, force: true });
    }
  }
}

async function isWritten(file: string): Promise<boolean> {
  return ((await stat(file).catch(() => undefined))?.size ?? 0) > 0;
}

/**
 * The files of a repository that say how git works in it. How the remote is reached (credentials, proxies,
 * certificates) is for the configuration of the user to say; what is checked out is not.
 */
function settings({ url, path: inRepository }: WorkFolderPurpose): Readonly<Record<string, string>> {
  const config = `[core]
	repositoryformatversion = 1
	bare = false
	hooksPath = /dev/null
	fsmonitor = false
	logAllRefUpdates = false
	sparseCheckout = true
	sparseCheckoutCone = false
	sshCommand = ssh -o BatchMode=yes
[extensions]
	partialClone = ${remoteName}
[remote "${remoteName}"]
	url = "${url.replace(/[\\"]/g, '\\$&')}"
	promisor = true
	partialclonefilter = blob:none
[protocol]
	version = 2
[http]
	lowSpeedLimit = 1
	lowSpeedTime = 30
[gc]
	autoDetach = false
[submodule]
	recurse = false
`;
  return {
    config,
    'info/sparse-checkout': patternsOf(inRepository).join(''),
    // Files are checked out byte by byte, as a Git revision is read.
    'info/attributes': '* -text -filter -ident -working-tree-encoding\n',
  };
}

/** In the language of `gitignore`: the directory, and the attributes of the folders on the way to it. */
function patternsOf(inRepository: string): string[] {
  if (inRepository === '') return ['/*\n'];
  const steps = inRepository.replace(/[\\*?[]/g, '\\$&').split('/');
  const folders = steps.map((_, i) => ['', ...steps.slice(0, i)].join('/'));
  return [...folders.map((folder) => `${folder}/.gitattributes\n`), `/${steps.join('/')}/\n`];
}
