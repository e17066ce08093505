import { type FileContent, largestFile } from '@cip/manifest';
import { decodeFile, tooLarge } from './decode-file.js';
import type { EntryKind, Folder, FolderEntry, FolderOptions } from './folder.js';
import { type GitBlob, readBlobs } from './git-blobs.js';
import { gitOutput } from './run-git.js';

interface GitEntry {
  readonly kind: EntryKind;
  readonly id: string;
}

const longestLink = 4096;
const kinds: Readonly<Record<string, EntryKind>> = { '100644': 'file', '100755': 'file', '120000': 'link' };

/** A folder of a Git revision. The list of its files is read when it is opened, their contents when they are asked for. */
export class GitFolder implements Folder {
  readonly #listing = new Map<string, FolderEntry[]>();
  readonly #entries = new Map<string, GitEntry>();
  readonly #links = new Map<string, string>();

  private constructor(private readonly cwd: string) {}

  /** `tree` is the id of a tree object; `cwd` lies in its repository. */
  static async open(tree: string, cwd: string, { signal }: FolderOptions = {}): Promise<GitFolder> {
    const call = { cwd, ...(signal && { signal }) };
    const folder = new GitFolder(cwd);
    const listing = await gitOutput(['ls-tree', '-r', '-z', '--full-tree', tree], call);
    for (const record of listing.split('\0').filter(Boolean)) {
      const tab = record.indexOf('\t');
      const [mode = '', , id = ''] = record.slice(0, tab).split(' ');
      folder.#add(record.slice(tab + 1), { kind: kinds[mode] ?? 'special', id });
    }
    const links = [...folder.#entries].filter(([, { kind }]) => kind === 'link');
    const targets = await readBlobs(
      links.map(([, { id }]) => id),
      { ...call, largest: longestLink },
    );
    for (const [path, { id }] of links) folder.#links.set(path, targetOf(targets.get(id)));
    return folder;
  }

  kindOf(path: string): Promise<EntryKind | undefined> {
    const directory = this.#listing.has(path) ? 'directory' : undefined;
    return Promise.resolve(this.#entries.get(path)?.kind ?? directory);
  }

  entries(path: string): Promise<readonly FolderEntry[]> {
    return Promise.resolve(this.#listing.get(path) ?? []);
  }

  linkTarget(path: string): Promise<string> {
    return Promise.resolve(this.#links.get(path) ?? '');
  }

  async read(paths: readonly string[], { signal }: FolderOptions = {}): Promise<readonly FileContent[]> {
    const ids = paths.flatMap((path) => {
      const entry = this.#entries.get(path);
      return entry?.kind === 'file' ? [entry.id] : [];
    });
    const blobs = await readBlobs(ids, { cwd: this.cwd, largest: largestFile, ...(signal && { signal }) });
    return paths.map((path) => this.#contentOf(path, blobs));
  }

  #contentOf(path: string, blobs: ReadonlyMap<string, GitBlob>): FileContent {
    const entry = this.#entries.get(path);
    if (!entry) return { unreadable: 'it is a directory' };
    const blob = blobs.get(entry.id);
    if (blob === undefined) return { unreadable: 'it is not a regular file' };
    if (blob === 'missing') return { unreadable: 'its content is missing in this clone' };
    return blob === 'too large' ? tooLarge : decodeFile(blob);
  }

  #add(path: string, entry: GitEntry): void {
    this.#entries.set(path, entry);
    let name = path;
    let kind = entry.kind;
    // Git lists files only: every folder on the way to one is made known once.
    for (let parent = parentOf(path); ; parent = parentOf(parent)) {
      const known = this.#listing.get(parent);
      const listed = { name: name.slice(name.lastIndexOf('/') + 1), kind };
      if (known) known.push(listed);
      else this.#listing.set(parent, [listed]);
      if (known || parent === '') return;
      name = parent;
      kind = 'directory';
    }
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

// The empty target, like that of a link with an impossible length, leads nowhere.
function targetOf(blob: GitBlob | undefined): string {
  return blob instanceof Uint8Array ? new TextDecoder().decode(blob) : '';
}
