import type { FileContent } from '@cip/manifest';

/** `special`: a pipe, a device or a socket. `submodule`: known to Git as one; on disk it is a directory. */
export type EntryKind = 'file' | 'directory' | 'link' | 'special' | 'submodule';

export interface FolderEntry {
  /** Bytes that are not UTF-8 are written as `\xe4`. */
  readonly name: string;
  readonly isUtf8: boolean;
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
  /**
   * The texts of files, in the order of the paths. Never rejects for what is wrong with one file: one whose content on
   * disk and in Git may differ is refused.
   */
  read(paths: readonly string[], options?: FolderOptions): Promise<readonly FileContent[]>;
  /** True where Git knows a submodule, whatever stands there on disk. */
  isSubmodule(path: string, options?: FolderOptions): Promise<boolean>;
  /** True for the top level of the repository that the folder is read from: its `.git` belongs there. */
  readonly isTopLevel: boolean;
  /** The files that Git has and the disk has not, where the two are held against each other. */
  missing(options?: FolderOptions): Promise<readonly string[]>;
}
