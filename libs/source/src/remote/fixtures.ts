import { createGitRepository, type GitRepository } from '@cip/testing';
import { readThinTree } from '../read-thin-tree.js';
import { openRemoteTree, type RemoteTree, type RemoteTreeOptions } from './open-remote-tree.js';

const digest = `sha256:${'a'.repeat(64)}`;

/** A repository with a tree in `registry`, and what is opened on it. */
export class RemoteRepository implements AsyncDisposable {
  readonly #open: RemoteTree[] = [];

  private constructor(readonly git: GitRepository) {}

  /** Without a commit. */
  static async create(): Promise<RemoteRepository> {
    const git = await createGitRepository();
    await git.git('config', 'uploadpack.allowFilter', 'true');
    await git.write({
      'README.md': 'read me\n',
      'registry/manifests/a/promoter-manifest.yaml':
        'registries:\n- {name: gcr.io/staging-a, src: true}\n- name: eu.gcr.io/prod/a\n',
    });
    return new RemoteRepository(git);
  }

  get url(): string {
    return `file://${this.git.folder}`;
  }

  async open(options: Partial<RemoteTreeOptions> = {}): Promise<RemoteTree> {
    const tree = await openRemoteTree({ url: this.url, path: 'registry', ...options });
    this.#open.push(tree);
    return tree;
  }

  /** Commits the tag that the image is given from now on; the revision. */
  async commitTag(tag: string): Promise<string> {
    await this.git.write({ 'registry/images/a/images.yaml': imagesOf(tag) });
    return this.git.commit(tag);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const tree of this.#open) await tree.close();
    await this.git.remove();
  }
}

export function imagesOf(tag: string): string {
  return `- {name: tool, dmap: {"${digest}": [${tag}]}}\n`;
}

/** What an update gives: the tags of the image, as they are read, and the revision. */
export async function tagsAndRevision(
  tree: RemoteTree,
): Promise<[tags: readonly string[], revision: string]> {
  const fetched = await tree.update();
  const { manifests } = await readThinTree(fetched);
  return [manifests[0]?.images[0]?.digests[0]?.tags ?? [], fetched.revision];
}
