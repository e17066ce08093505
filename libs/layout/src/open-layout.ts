import path from 'node:path';
import {
  type CallOptions,
  InvalidReferenceError,
  isRepositoryPath,
  printable,
  type RepositoryName,
  type Source,
  type Target,
  type WriteOnceTarget,
} from '@cip/oci';
import { BlobFiles, GrowingBlobFiles } from './blob-files.js';
import { collectGarbage, type GarbageOptions, type GarbageResult } from './collect-garbage.js';
import { IndexFile } from './index-file.js';
import { IndexWriter } from './index-writer.js';
import { makeLayout } from './make-layout.js';
import { onDisk } from './on-disk.js';
import { findDirectory, holdsLayout, notALayout, workFolderName } from './prepare-directory.js';
import { readOnlyRepository, wholeRepository, writeOnceRepository } from './repository.js';
import { TemporaryFiles } from './temporary-files.js';

export interface LayoutOptions {
  /** How long to wait for other processes that write to the layout, in milliseconds. Default: 30 000. */
  readonly lockPatience?: number;
}

/** An OCI image layout, with the right to read. */
export interface ReadOnlyLayout extends AsyncDisposable {
  /** With all links followed. */
  readonly directory: string;
  /** Throws `InvalidReferenceError` for a path that no registry would take. Reads nothing. */
  repository(path: string): Source;
  /** The repositories that have tags, sorted. */
  repositories(options?: CallOptions): Promise<readonly string[]>;
  /** Closes files, and removes what is half written; what is under way fails. */
  close(): Promise<void>;
}

/** An OCI image layout, with the right to read and to add. */
export interface WriteOnceLayout extends ReadOnlyLayout {
  repository(path: string): WriteOnceTarget;
}

/** An OCI image layout, with the right to do everything. */
export interface Layout extends WriteOnceLayout {
  /** To delete by digest takes the tags of this repository off it. The files go with the garbage. */
  repository(path: string): Target;
  /** Removes what no tag reaches. Throws before anything is removed where that cannot be known. */
  collectGarbage(options?: GarbageOptions): Promise<GarbageResult>;
}

type Rights = 'read-only' | 'write-once' | 'everything';

/**
 * Opens an OCI image layout (image-spec v1.1, "Image Layout"). With a right to write, one that is not there is made, and
 * what dead runs left half written is removed. Throws {@link LayoutError}.
 */
export async function openLayout(
  directory: string,
  options: LayoutOptions & { readonly rights: 'read-only' },
): Promise<ReadOnlyLayout>;
export async function openLayout(
  directory: string,
  options: LayoutOptions & { readonly rights: 'write-once' },
): Promise<WriteOnceLayout>;
export async function openLayout(
  directory: string,
  options: LayoutOptions & { readonly rights: 'everything' },
): Promise<Layout>;
export async function openLayout(
  directory: string,
  options: LayoutOptions & { readonly rights: Rights },
): Promise<ReadOnlyLayout> {
  const { rights, lockPatience = 30_000 } = options;
  const real = await findDirectory(directory, rights !== 'read-only');
  if (rights === 'read-only') return readOnlyLayout(real);
  return writableLayout(real, rights, lockPatience);
}

async function readOnlyLayout(directory: string): Promise<ReadOnlyLayout> {
  if (!(await holdsLayout(directory))) throw notALayout(directory, 'there is no file oci-layout');
  const index = new IndexFile(directory);
  const blobs = new BlobFiles(directory);
  await index.read();
  return {
    ...shared(directory, index, () => index.close()),
    repository: (name) => readOnlyRepository(nameIn(directory, name), { index, blobs }),
  };
}

async function writableLayout(
  directory: string,
  rights: 'write-once' | 'everything',
  patience: number,
): Promise<WriteOnceLayout | Layout> {
  const workFolder = path.join(directory, workFolderName);
  const temporary = new TemporaryFiles(directory, workFolder);
  const blobs = new GrowingBlobFiles(directory, temporary);
  const index = new IndexFile(directory);
  const lockFile = path.join(workFolder, 'lock');
  const writer = new IndexWriter({ index, blobs, temporary, lockFile, patience });
  await makeLayout({ directory, temporary, blobs, index, writer });
  await index.read();
  await onDisk({ directory, doing: 'removing what dead runs left' }, async () => {
    await temporary.cleanUp();
    await writer.cleanUp();
  });
  const parts = { index, blobs, writer };
  const close = async (): Promise<void> => {
    await writer.idle();
    await index.close();
    await temporary.close();
  };
  const common = shared(directory, index, close);
  if (rights === 'write-once') {
    return { ...common, repository: (name) => writeOnceRepository(nameIn(directory, name), parts) };
  }
  return {
    ...common,
    repository: (name) => wholeRepository(nameIn(directory, name), parts),
    collectGarbage: (options) => collectGarbage(parts, options),
  };
}

function shared(
  directory: string,
  index: IndexFile,
  close: () => Promise<void>,
): Omit<ReadOnlyLayout, 'repository'> {
  return {
    directory,
    repositories: async (options) => [...(await index.read(options)).tags.keys()].sort(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function nameIn(directory: string, repository: string): RepositoryName {
  if (isRepositoryPath(repository))
    return { registry: `oci:${printable(path.basename(directory))}`, repository };
  throw new InvalidReferenceError(
    'repository',
    repository,
    'the path has empty components or characters other than a-z, 0-9 and single separators (. _ __ - /)',
  );
}
