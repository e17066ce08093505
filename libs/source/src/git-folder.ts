import path from 'node:path';
import type { FileContent } from '@cip/manifest';
import { decodeFile, tooLarge } from './decode-file.js';
import type { EntryKind, Folder, FolderEntry, FolderOptions } from './folder.js';
import { attributesFile, changingAttributes } from './git/git-attributes.js';
import { type GitBlob, readBlobs } from './git/git-blobs.js';
import { entriesAt, filesOfTree, type GitFile } from './git/git-listing.js';
import type { GitRevision } from './git/git-revision.js';
import type { GitRepository } from './git/run-git.js';
import { limits } from './limits.js';
import { changedOnCheckout, unknownAttributes } from './refusals.js';

interface GitEntry extends GitFile {
  readonly kind: EntryKind;
}

/** A folder of a revision. */
export interface FolderInRevision {
  readonly revision: GitRevision;
  /** From the top level, with `/`; empty: the top level itself. */
  readonly path: string;
  /** Of its tree object. */
  readonly id: string;
}

const kinds: Readonly<Record<string, EntryKind>> = {
  '100644': 'file',
  '100755': 'file',
  '120000': 'link',
  '160000': 'submodule',
};

/** A folder of a Git revision. The list of its files is read when it is opened, their contents when they are asked for. */
export class GitFolder implements Folder {
  readonly isTopLevel: boolean;
  readonly #repository: GitRepository;
  readonly #listing = new Map<string, FolderEntry[]>();
  readonly #entries = new Map<string, GitEntry>();
  readonly #links = new Map<string, string>();

  private constructor(private readonly at: FolderInRevision) {
    this.#repository = at.revision.repository;
    this.isTopLevel = at.path === '';
  }

  static async open(at: FolderInRevision, { signal }: FolderOptions = {}): Promise<GitFolder> {
    const call = { ...(signal && { signal }) };
    const folder = new GitFolder(at);
    for (const file of await filesOfTree(folder.#repository, at.id, call)) {
      folder.#add({ ...file, kind: kinds[file.mode] ?? 'special' });
    }
    const links = [...folder.#entries.values()].filter(({ kind }) => kind === 'link');
    const ids = links.map(({ id }) => id);
    const targets = await readBlobs(folder.#repository, ids, { ...call, largest: limits.linkTarget });
    for (const link of links) folder.#links.set(link.path, targetOf(targets.get(link.id)));
    return folder;
  }

  kindOf(relative: string): Promise<EntryKind | undefined> {
    const directory = this.#listing.has(relative) ? 'directory' : undefined;
    return Promise.resolve(this.#entries.get(relative)?.kind ?? directory);
  }

  entries(relative: string): Promise<readonly FolderEntry[]> {
    return Promise.resolve(this.#listing.get(relative) ?? []);
  }

  linkTarget(relative: string): Promise<string> {
    return Promise.resolve(this.#links.get(relative) ?? '');
  }

  isSubmodule(relative: string): Promise<boolean> {
    return Promise.resolve(this.#entries.get(relative)?.kind === 'submodule');
  }

  missing(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  async read(paths: readonly string[], { signal }: FolderOptions = {}): Promise<readonly FileContent[]> {
    const call = { ...(signal && { signal }) };
    const ids = paths.flatMap((relative) => {
      const entry = this.#entries.get(relative);
      return entry?.kind === 'file' ? [entry.id] : [];
    });
    const [refused, blobs] = await Promise.all([
      this.#refused(paths, call),
      readBlobs(this.#repository, ids, { largest: limits.file, ...call }),
    ]);
    return paths.map((relative) => refused(relative) ?? this.#contentOf(relative, blobs));
  }

  /** Why files are not to be read, whatever is in them. */
  async #refused(
    paths: readonly string[],
    call: FolderOptions,
  ): Promise<(path: string) => FileContent | undefined> {
    const attributeFiles = await this.#attributeFiles(call);
    if (attributeFiles.length === 0) return () => undefined;
    const ids = attributeFiles.map(({ id }) => id);
    const blobs = await readBlobs(this.#repository, ids, { largest: limits.file, ...call });
    if ([...blobs.values()].includes('missing')) return () => unknownAttributes;
    const inRepository = (relative: string): string => path.posix.join(this.at.path, relative);
    const question = { paths: paths.map(inRepository), attributeFiles, ...call };
    const changing = await changingAttributes(this.#repository, question);
    return (relative) => {
      const attribute = changing.get(inRepository(relative));
      return attribute === undefined ? undefined : changedOnCheckout(attribute);
    };
  }

  /** Those of the folders on the way to this one, and of the folders in it; by their paths from the top level. */
  async #attributeFiles(call: FolderOptions): Promise<GitFile[]> {
    const inside = [...this.#entries.values()]
      .filter((entry) => path.posix.basename(entry.path) === attributesFile)
      .map((entry) => ({ ...entry, path: path.posix.join(this.at.path, entry.path) }));
    const steps = this.at.path.split('/').slice(0, -1);
    const around = ['', ...steps.map((_, i) => steps.slice(0, i + 1).join('/'))].map((folder) =>
      path.posix.join(folder, attributesFile),
    );
    if (this.isTopLevel) return inside;
    const { commit } = this.at.revision;
    return [...(await entriesAt(this.#repository, commit, around, call)), ...inside];
  }

  #contentOf(relative: string, blobs: ReadonlyMap<string, GitBlob>): FileContent {
    const entry = this.#entries.get(relative);
    if (!entry) return { unreadable: 'it is a directory' };
    const blob = blobs.get(entry.id);
    if (blob === undefined || entry.kind !== 'file') return { unreadable: 'it is not a regular file' };
    if (blob === 'missing') return { unreadable: 'its content is missing in this clone' };
    return blob === 'too large' ? tooLarge : decodeFile(blob);
  }

  #add(entry: GitEntry): void {
    this.#entries.set(entry.path, entry);
    let name = entry.path;
    let { kind } = entry;
    let number = name.split('/').length - 1;
    // Git lists files only: every folder on the way to one is made known once.
    for (let parent = parentOf(name); ; parent = parentOf(parent)) {
      const known = this.#listing.get(parent);
      const isUtf8 = number-- !== entry.oddName;
      const listed = { name: name.slice(name.lastIndexOf('/') + 1), isUtf8, kind };
      if (known) known.push(listed);
      else this.#listing.set(parent, [listed]);
      if (known || parent === '') return;
      name = parent;
      kind = 'directory';
    }
  }
}

function parentOf(relative: string): string {
  return relative.slice(0, Math.max(0, relative.lastIndexOf('/')));
}

// The empty target, like that of a link with an impossible length, leads nowhere.
function targetOf(blob: GitBlob | undefined): string {
  return blob instanceof Uint8Array ? new TextDecoder().decode(blob) : '';
}
