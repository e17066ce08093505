import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openLayout } from '@cip/layout';
import type { Digest, Target } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import {
  dockerRegistryAvailable,
  noFleet,
  noRealRegistry,
  startDockerRegistry,
  startFleet,
  startRegistry,
  TemporaryFolders,
} from '@cip/testing';
import { type Backup, registryBackup } from './backup.js';
import type { PrunableBackup } from './carry-out-prune.js';
import { layoutBackup } from './layout-backup.js';

/** What happens to the content of a backup behind its back. */
export interface Storage {
  /** A blob is gone. */
  lose(digest: Digest): Promise<void>;
  /** A bit of a manifest or blob is another one. */
  flip(place: string, digest: Digest): Promise<void>;
}

/** Where the backups of a model are kept. */
export interface ModelStore extends AsyncDisposable {
  /** As the command line has it. */
  readonly name: string;
  /** Does work as a process of its own would, with all rights. */
  withBackup<T>(work: (backup: PrunableBackup) => Promise<T>): Promise<T>;
  /** Loses a manifest. */
  lose(backup: Backup<Target>, place: string, digest: string): Promise<void>;
  /** Undefined where nobody but the registry has a hand on it. */
  readonly storage?: Storage;
  /** As an operator may run it at night; undefined where there is no such thing. */
  readonly collectGarbage?: () => Promise<void>;
  /** Whether sha512 digests are stored. */
  readonly takesSha512: boolean;
}

export const storeKinds = ['test registry', 'docker-registry', 'fleet', 'directory'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** Starts a store; a text says why it cannot be. */
export async function startStore(kind: StoreKind): Promise<ModelStore | string> {
  if (kind === 'directory') return directoryStore();
  if (kind === 'test registry') {
    const registry = await startRegistry({ google: true });
    return registryStore(registry.host, {
      close: () => registry.close(),
      storage: {
        lose: (digest) => {
          registry.loseBlob(digest);
          return Promise.resolve();
        },
        flip: (place, digest) => {
          registry.flip(`backup/${place}`, digest);
          return Promise.resolve();
        },
      },
      takesSha512: true,
    });
  }
  if (kind === 'fleet') {
    const fleet = await startFleet({ hosts: 1 });
    const [host] = fleet?.hosts ?? [];
    if (!fleet || host === undefined) return noFleet;
    return registryStore(host, { close: () => fleet.close(), takesSha512: true });
  }
  if (!(await dockerRegistryAvailable())) {
    if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new Error(noRealRegistry);
    return noRealRegistry;
  }
  const registry = await startDockerRegistry();
  return registryStore(registry.host, {
    close: () => registry.close(),
    collectGarbage: () => registry.collectGarbage(),
    storage: filesIn((digest) => registry.fileOf(digest)),
    takesSha512: false,
  });
}

function registryStore(
  host: string,
  {
    close,
    ...rest
  }: Pick<ModelStore, 'collectGarbage' | 'storage' | 'takesSha512'> & { readonly close: () => Promise<void> },
): ModelStore {
  return {
    ...rest,
    name: `${host}/backup`,
    withBackup: async (work) => {
      const registry = createRegistry({ rights: 'everything', requestsPerSecond: 0, retryDeadline: 5000 });
      try {
        return await work(registryBackup(registry, `${host}/backup`));
      } finally {
        await registry.close();
      }
    },
    lose: async (backup, place, digest) => {
      await backup.repository(place).delete(digest);
    },
    [Symbol.asyncDispose]: close,
  };
}

function filesIn(fileOf: (digest: Digest) => string): Storage {
  return {
    lose: (digest) => rm(fileOf(digest), { force: true }),
    flip: async (_place, digest) => {
      const bytes = await readFile(fileOf(digest));
      const [first] = bytes;
      if (first === undefined) return;
      bytes[0] = first ^ 1;
      await writeFile(fileOf(digest), bytes);
    },
  };
}

async function directoryStore(): Promise<ModelStore> {
  const folders = new TemporaryFolders();
  const directory = path.join(await folders.create(), 'backup');
  const fileOf = (digest: string): string => path.join(directory, 'blobs', digest.replace(':', '/'));
  let isCut = false;
  return {
    name: `oci:${directory}`,
    storage: filesIn(fileOf),
    takesSha512: true,
    withBackup: async (work) => {
      const layout = await openLayout(directory, { rights: 'everything' });
      try {
        const backup = layoutBackup(layout, `oci:${directory}`);
        // What is not reached goes at once, as nothing else is at work.
        return await work({ ...backup, collectGarbage: () => layout.collectGarbage({ olderThan: 0 }) });
      } finally {
        await layout.close();
      }
    },
    lose: async (_backup, _place, digest) => {
      const file = fileOf(digest);
      isCut = !isCut;
      if (isCut) await truncate(file, Math.floor((await readFile(file)).byteLength / 2));
      else await rm(file);
    },
    [Symbol.asyncDispose]: () => folders.remove(),
  };
}
