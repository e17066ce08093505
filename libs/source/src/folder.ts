import type { FileContent } from '@cip/manifest';

/** `special`: a pipe, a device, a socket or a submodule. */
export type EntryKind = 'file' | 'directory' | 'link' | 'special';

export interface FolderEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** Options that every call to the outside takes. */
export interface FolderOptions {
  readonly signal?: AbortSignal;
}

/**
 * A folder with all that lies below it, on disk or in a Git revision. Paths are relative to it, with `/`; the folder
 * itself is the empty path. No method follows a link.
 */
export interface Folder {
  kindOf(path: string): Promise<EntryKind | undefined>;
  /** Throws `SourceError` NOT_READABLE when the directory cannot be read. */
  entries(path: string): Promise<readonly FolderEntry[]>;
  /** Where a link points, as written in it. */
  linkTarget(path: string): Promise<string>;
  /** The texts of files, in the order of the paths. Never rejects for what is wrong with one file. */
  read(paths: readonly string[], options?: FolderOptions): Promise<readonly FileContent[]>;
}
