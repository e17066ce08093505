import { readFile, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import { openLayout } from '@cip/layout';
import type { Target } from '@cip/oci';
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

/** Where the backups of a model are kept. */
export interface ModelStore extends AsyncDisposable {
  /** Does work as a process of its own would, with all rights. */
  withBackup<T>(work: (backup: PrunableBackup) => Promise<T>): Promise<T>;
  /** Loses a manifest. */
  lose(backup: Backup<Target>, place: string, digest: string): Promise<void>;
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
    return registryStore(registry.host, { close: () => registry.close(), takesSha512: true });
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
    takesSha512: false,
  });
}

function registryStore(
  host: string,
  {
    close,
    ...rest
  }: Pick<ModelStore, 'collectGarbage' | 'takesSha512'> & { readonly close: () => Promise<void> },
): ModelStore {
  return {
    ...rest,
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

async function directoryStore(): Promise<ModelStore> {
  const folders = new TemporaryFolders();
  const directory = path.join(await folders.create(), 'backup');
  let isCut = false;
  return {
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
      const file = path.join(directory, 'blobs', digest.replace(':', '/'));
      isCut = !isCut;
      if (isCut) await truncate(file, Math.floor((await readFile(file)).byteLength / 2));
      else await rm(file);
    },
    [Symbol.asyncDispose]: () => folders.remove(),
  };
}
