import { posix } from 'node:path';
import { roleInTree, type UnreadableFile } from '@cip/manifest';
import type { EntryKind, Folder, FolderEntry, FolderOptions } from './folder.js';
import { limits } from './limits.js';
import { notOnDisk, refusal } from './refusals.js';
import { holdsRepository, isRepositoryName } from './repository-in-folder.js';
import { resolveLinks } from './resolve-links.js';
import { SourceError } from './source-error.js';
import { isTreeFolder, type TreeFolder, treeFolders } from './tree-folders.js';

/** A file with a role in the tree: where its content stands (`actual`), or why there is none. */
export type Candidate = { readonly path: string } & ({ readonly actual: string } | UnreadableFile);

/** What stands in a tree and must not, without being a file of a subproject. */
export interface Hazard extends UnreadableFile {
  readonly path: string;
}

const repositoryInTree = refusal(
  'it is a Git repository or a submodule, and nobody reviews what such a one brings',
  'Remove it from the tree.',
);

const ofAnother = refusal(
  'it is a link into the folder of another subproject, whose owners are others',
  'Copy what is meant, or link to a place outside of the folders of subprojects.',
);

const oddName = refusal('its name is not UTF-8 text', 'Rename it.');

const tooDeep = refusal(
  `it lies more than ${limits.depth} folders deep`,
  'Move it: manifests stand two folders deep.',
);

/** Finds what has a role in a tree, and what must not be in one. */
export class TreeWalk {
  readonly hazards: Hazard[] = [];
  #entries = 0;
  /** The two folders after their links were followed: the folders of subprojects lie there. */
  readonly #roots = new Map<TreeFolder, string>();

  constructor(
    private readonly folder: Folder,
    private readonly options: FolderOptions,
  ) {}

  async candidates(): Promise<Candidate[]> {
    const found: Candidate[] = [];
    for await (const candidate of this.#find()) found.push(candidate);
    return found;
  }

  async *#find(): AsyncGenerator<Candidate> {
    const top = await this.#entriesOf('');
    const others = this.folder.isTopLevel ? top.filter((entry) => !isRepositoryName(entry)) : top;
    if (holdsRepository(others)) this.#refuse('', repositoryInTree);
    for (const entry of top) {
      if (!isTreeFolder(entry.name)) yield* this.#strayAt(entry.name, entry, 2);
    }
    for (const name of Object.keys(treeFolders) as TreeFolder[]) {
      const resolved = await resolveLinks(this.folder, name);
      if ('path' in resolved) this.#roots.set(name, resolved.path);
    }
    for (const [name, root] of this.#roots) {
      const entries = await this.#entriesOf(root);
      if (await this.#isRepository(root, entries)) {
        this.#refuse(name, repositoryInTree);
        continue;
      }
      for (const entry of entries) {
        yield* this.#candidatesAt(`${name}/${entry.name}`, posix.join(root, entry.name), entry);
      }
    }
    for (const path of await this.folder.missing(this.options)) yield* this.#missing(path);
  }

  /** `path` is where the entry stands in the tree, `actual` the same after links to folders were followed. */
  async *#candidatesAt(path: string, actual: string, entry: FolderEntry): AsyncGenerator<Candidate> {
    const role = roleInTree(path);
    if (!entry.isUtf8) this.#refuse(path, oddName);
    else if (entry.kind === 'submodule') yield* this.#refuseFolder(path, repositoryInTree);
    else if (role.kind === 'misplaced') yield unread(path);
    else if ('subproject' in role) yield await this.#followed(path, actual, role.subproject);
    else if (entry.name.startsWith('.')) return;
    else if (entry.kind === 'directory') yield* this.#candidatesBelow(path, actual);
    else if (entry.kind === 'link' && isSubproject(path)) yield* this.#throughLink(path, actual);
    else if (role.kind === 'unknown') yield unread(path);
  }

  async *#candidatesBelow(path: string, actual: string): AsyncGenerator<Candidate> {
    if (path.split('/').length >= limits.depth) {
      this.#refuse(path, tooDeep);
      return;
    }
    let entries: readonly FolderEntry[] = [];
    try {
      entries = await this.#entriesOf(actual);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (error.code === 'TOO_LARGE') throw error;
      if (isSubproject(path)) yield { path: fileOf(path), unreadable: error.reason };
    }
    if (await this.#isRepository(actual, entries)) {
      yield* this.#refuseFolder(path, repositoryInTree);
      return;
    }
    for (const entry of entries) {
      yield* this.#candidatesAt(`${path}/${entry.name}`, posix.join(actual, entry.name), entry);
    }
  }

  // Only the folder of a subproject may be a link; links deeper inside could multiply without end.
  async *#throughLink(path: string, actual: string): AsyncGenerator<Candidate> {
    const resolved = await resolveLinks(this.folder, actual);
    const subproject = path.slice(path.indexOf('/') + 1);
    if ('problem' in resolved) yield { path: fileOf(path), unreadable: `its folder: ${resolved.problem}` };
    else if (this.#isOfAnother(resolved, subproject)) yield { path: fileOf(path), ...ofAnother };
    else if (resolved.kind === 'directory') yield* this.#candidatesBelow(path, resolved.path);
  }

  async #followed(path: string, actual: string, subproject: string): Promise<Candidate> {
    const resolved = await resolveLinks(this.folder, actual);
    if ('problem' in resolved) return { path, unreadable: resolved.problem };
    return this.#isOfAnother(resolved, subproject) ? { path, ...ofAnother } : { path, actual: resolved.path };
  }

  /** Who owns the folder of one subproject does not own that of another, and sees no change there. */
  #isOfAnother(
    { path, kind }: { readonly path: string; readonly kind: EntryKind },
    subproject: string,
  ): boolean {
    return [...this.#roots.values()].some((root) => {
      if (!isBelow(path, root)) return false;
      const [owner, ...deeper] = posix.relative(root, path).split('/');
      const isFolder = kind === 'directory' || deeper.length > 0;
      return isFolder && owner !== subproject;
    });
  }

  /** What looks like a manifest beside the two folders; deeper than manifests ever stand is somebody else's. */
  async *#strayAt(
    path: string,
    { name, isUtf8, kind }: FolderEntry,
    deeper: number,
  ): AsyncGenerator<Candidate> {
    if (!isUtf8) {
      this.#refuse(path, oddName);
    } else if (kind === 'submodule') {
      this.#refuse(path, repositoryInTree);
    } else if (kind !== 'directory') {
      if (roleInTree(path).kind === 'misplaced') yield unread(path);
    } else if (deeper > 0 && !name.startsWith('.')) {
      const entries = await this.#readableEntriesOf(path);
      if (await this.#isRepository(path, entries)) this.#refuse(path, repositoryInTree);
      else for (const entry of entries) yield* this.#strayAt(`${path}/${entry.name}`, entry, deeper - 1);
    }
  }

  /** `path` is where Git has the file, which is where it stands after links to the two folders were followed. */
  *#missing(path: string): Iterable<Candidate> {
    for (const [name, root] of this.#roots) {
      if (!isBelow(path, root)) continue;
      const inTree = posix.join(name, posix.relative(root, path));
      if ('subproject' in roleInTree(inTree)) yield { path: inTree, ...notOnDisk };
    }
  }

  async #entriesOf(path: string): Promise<readonly FolderEntry[]> {
    const entries = await this.folder.entries(path);
    this.#entries += entries.length;
    if (this.#entries <= limits.entries) return entries;
    const reason = `it has more than ${limits.entries} files and folders`;
    throw new SourceError('TOO_LARGE', path || '.', reason, 'Keep other files outside of the tree.');
  }

  /** A folder that cannot be read has nothing to say where no manifests belong. */
  async #readableEntriesOf(path: string): Promise<readonly FolderEntry[]> {
    return this.#entriesOf(path).catch((error: unknown) => {
      if (error instanceof SourceError && error.code === 'NOT_READABLE') return [];
      throw error;
    });
  }

  /** A submodule that was not checked out is an empty folder. */
  async #isRepository(actual: string, entries: readonly FolderEntry[]): Promise<boolean> {
    if (holdsRepository(entries)) return true;
    return entries.length === 0 && this.folder.isSubmodule(actual, this.options);
  }

  *#refuseFolder(path: string, refused: UnreadableFile): Iterable<Candidate> {
    if (isSubproject(path))
      yield { path: fileOf(path), ...refused, unreadable: `its folder: ${refused.unreadable}` };
    else this.#refuse(path, refused);
  }

  #refuse(path: string, refused: UnreadableFile): void {
    this.hazards.push({ path, ...refused });
  }
}

/** A file that does not belong here: its content is of no interest. */
function unread(path: string): Candidate {
  return { path, unreadable: 'it is not where manifests are' };
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function isSubproject(path: string): boolean {
  return path.split('/').length === 2;
}

function fileOf(subproject: string): string {
  return `${subproject}/${subproject.startsWith('images/') ? treeFolders.images : treeFolders.manifests}`;
}
