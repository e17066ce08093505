import { constants, type Dirent, type Stats } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { FileContent, UnreadableFile } from '@cip/manifest';
import pMap from 'p-map';
import { blobId } from './blob-id.js';
import { decodeFile, tooLarge } from './decode-file.js';
import { decodeName } from './file-name.js';
import { systemCode, systemReason } from './file-system-reason.js';
import type { EntryKind, Folder, FolderEntry, FolderOptions } from './folder.js';
import type { RepositoryPath } from './git/find-repository.js';
import { attributesFile, changingAttributes } from './git/git-attributes.js';
import { filesOfIndex, type GitFile, submoduleMode } from './git/git-listing.js';
import { limits } from './limits.js';
import { changedOnCheckout, notAsStaged, notStaged } from './refusals.js';
import { SourceError } from './source-error.js';

const filesAtATime = 16;

/** Where a directory stands in Git, and what that means for reading it. */
export interface DiskFolderOptions {
  /** Absent: it lies in no repository. */
  readonly checkout?: RepositoryPath;
  /** Refuse files whose bytes are not those of the index; without effect outside of Git. Default: false. */
  readonly asStaged?: boolean;
}

/** A directory as it stands. `root` is absolute. */
export class DiskFolder implements Folder {
  readonly isTopLevel: boolean;
  readonly #asStaged: boolean;
  /** What directories listed: asking for each entry again takes longer than reading the files. */
  readonly #listed = new Map<string, EntryKind>();
  readonly #readable = new Set<string>();
  #staged: Promise<ReadonlyMap<string, GitFile>> | undefined;

  constructor(
    private readonly root: string,
    private readonly options: DiskFolderOptions = {},
  ) {
    this.isTopLevel = options.checkout?.path === '';
    this.#asStaged = options.asStaged === true && options.checkout !== undefined;
  }

  async kindOf(relative: string): Promise<EntryKind | undefined> {
    const listed = this.#listed.get(relative);
    if (listed !== undefined) return listed;
    try {
      return kindOfEntry(await lstat(path.join(this.root, relative)));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
      // Whoever reads the file learns what is wrong with it.
      return 'file';
    }
  }

  async entries(relative: string): Promise<readonly FolderEntry[]> {
    const directory = path.join(this.root, relative);
    const options = { withFileTypes: true, encoding: 'buffer' } as const;
    const entries = await readdir(directory, options).catch((cause: unknown) => {
      const remedy = 'Allow this program to read it.';
      throw new SourceError('NOT_READABLE', directory, systemReason(cause), remedy, { cause });
    });
    this.#readable.add(relative);
    return entries.map((entry) => {
      const kind = kindOfEntry(entry);
      const { text: name, isUtf8 } = decodeName(entry.name);
      this.#listed.set(path.posix.join(relative, name), kind);
      return { name, isUtf8, kind };
    });
  }

  linkTarget(relative: string): Promise<string> {
    return readlink(path.join(this.root, relative));
  }

  async isSubmodule(relative: string, options: FolderOptions = {}): Promise<boolean> {
    return (await this.#stagedFiles(options)).get(relative)?.mode === submoduleMode;
  }

  async missing(options: FolderOptions = {}): Promise<readonly string[]> {
    if (!this.#asStaged) return [];
    const missing: string[] = [];
    for (const [relative, { mode }] of await this.#stagedFiles(options)) {
      if (mode !== submoduleMode && (await this.kindOf(relative)) === undefined) missing.push(relative);
    }
    return missing;
  }

  async read(paths: readonly string[], options: FolderOptions = {}): Promise<readonly FileContent[]> {
    const { signal } = options;
    const [changing, staged] = await Promise.all([
      this.#changingAttributes(paths, options),
      this.#asStaged ? this.#stagedFiles(options) : undefined,
    ]);
    return pMap(
      paths,
      async (relative) => {
        signal?.throwIfAborted();
        const attribute = changing.get(this.#inRepository(relative));
        if (attribute !== undefined) return changedOnCheckout(attribute);
        const bytes = await readBytes(path.join(this.root, relative));
        if (!(bytes instanceof Uint8Array)) return bytes;
        return (staged && differenceFrom(staged.get(relative), bytes)) ?? decodeFile(bytes);
      },
      { concurrency: filesAtATime },
    );
  }

  /** By their paths in the repository. Git is asked only where a file of attributes stands. */
  async #changingAttributes(
    paths: readonly string[],
    { signal }: FolderOptions,
  ): Promise<ReadonlyMap<string, string>> {
    const { checkout } = this.options;
    if (!checkout || !(this.#asStaged || (await this.#hasAttributes(checkout, paths)))) return new Map();
    const question = { paths: paths.map((each) => this.#inRepository(each)), ...(signal && { signal }) };
    return changingAttributes(checkout.repository, question);
  }

  async #hasAttributes(checkout: RepositoryPath, paths: readonly string[]): Promise<boolean> {
    const { topLevel } = checkout.repository;
    const folders = new Set(['', ...paths.flatMap((each) => foldersAbove(this.#inRepository(each)))]);
    for (const folder of folders) {
      const inTree = path.posix.relative(checkout.path, folder);
      if (this.#readable.has(inTree)) {
        if (this.#listed.has(path.posix.join(inTree, attributesFile))) return true;
        continue;
      }
      const found = await lstat(path.join(topLevel, folder, attributesFile)).catch(() => undefined);
      if (found) return true;
    }
    return false;
  }

  #inRepository(relative: string): string {
    return path.posix.join(this.options.checkout?.path ?? '', relative);
  }

  /** What the index has below this folder, by paths relative to it; none outside of Git. */
  #stagedFiles({ signal }: FolderOptions): Promise<ReadonlyMap<string, GitFile>> {
    return (this.#staged ??= stagedIn(this.options.checkout, { ...(signal && { signal }) }));
  }
}

async function stagedIn(
  checkout: RepositoryPath | undefined,
  options: FolderOptions,
): Promise<ReadonlyMap<string, GitFile>> {
  if (!checkout) return new Map();
  const files = await filesOfIndex(checkout.repository, checkout.path, options);
  return new Map(files.map((file) => [path.posix.relative(checkout.path, file.path), file]));
}

/** The folders on the way to a path, without the top level. */
function foldersAbove(inRepository: string): string[] {
  const steps = inRepository.split('/').slice(0, -1);
  return steps.map((_, i) => steps.slice(0, i + 1).join('/'));
}

function differenceFrom(staged: GitFile | undefined, bytes: Uint8Array): FileContent | undefined {
  if (!staged) return notStaged;
  return staged.id === blobId(bytes, staged.id.length) ? undefined : notAsStaged;
}

function kindOfEntry(entry: Dirent<Buffer> | Stats): EntryKind {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'directory';
  return entry.isFile() ? 'file' : 'special';
}

/** Without O_NONBLOCK the opening of a pipe would wait for a writer. */
async function readBytes(file: string): Promise<Uint8Array | UnreadableFile> {
  try {
    await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (stats.isDirectory()) return { unreadable: 'it is a directory' };
    if (!stats.isFile()) return { unreadable: 'it is not a regular file' };
    if (stats.size > limits.file) return tooLarge;
    return await handle.readFile();
  } catch (error) {
    return { unreadable: systemReason(error) };
  }
}
