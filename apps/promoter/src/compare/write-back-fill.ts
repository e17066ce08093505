import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { imagesText, registriesText } from '@cip/manifest';
import { type Digest, readManifest } from '@cip/oci';
import { type BackFill, backFill, type Difference } from '@cip/plan';
import type { ReadOnlyRegistry } from '@cip/registry';
import { refuseLinks, UsageError, writeFileAtomic } from '@cip/runtime';

/** Makes sure, before anything is asked, that nobody's manifests are in the folder. Throws `UsageError`. */
export async function checkBackFillFolder(folder: string): Promise<void> {
  await refuseLinks(folder, `--write-manifest ${folder}`);
  const remedy = 'Name a folder that is not there yet, or is empty.';
  const entries = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UsageError(`--write-manifest ${folder}: this is no folder to write to`, remedy, {
      cause: error,
    });
  });
  if (entries.length > 0) throw new UsageError(`--write-manifest ${folder}: the folder is not empty`, remedy);
}

export interface BackFillInput {
  readonly old: string;
  readonly differences: readonly Difference[];
  /** Indexes that some registry lacks, by repository. */
  readonly missingIndexes: ReadonlyMap<string, ReadonlySet<Digest>>;
}

/**
 * Writes the thin manifest tree that would promote what is missing; nothing when nothing is. Reads the missing indexes from
 * the old registry, since they bring their children along.
 */
export async function writeBackFill(
  folder: string,
  { old, differences, missingIndexes }: BackFillInput,
  registry: ReadOnlyRegistry,
  signal: AbortSignal,
): Promise<BackFill> {
  const children = await childrenOf(old, missingIndexes, registry, signal);
  const result = backFill(differences, {
    old,
    childrenOf: (repository, digest) => children.get(`${repository}@${digest}`) ?? [],
  });
  for (const { name, source, destinations, images } of result.manifests) {
    const registries = registriesText(source, destinations);
    await writeFileAtomic(path.join(folder, 'manifests', name, 'promoter-manifest.yaml'), registries);
    await writeFileAtomic(path.join(folder, 'images', name, 'images.yaml'), imagesText(images));
  }
  return result;
}

async function childrenOf(
  old: string,
  indexes: BackFillInput['missingIndexes'],
  registry: ReadOnlyRegistry,
  signal: AbortSignal,
): Promise<Map<string, readonly Digest[]>> {
  const children = new Map<string, readonly Digest[]>();
  const reading = [...indexes].flatMap(([repository, digests]) =>
    [...digests].map(async (digest) => {
      const source = registry.repository(`${old}/${repository}`);
      // One that cannot be read brings nothing: its children are then named besides.
      const index = await source.fetchManifest(digest, { signal }).catch(() => undefined);
      signal.throwIfAborted();
      if (index) children.set(`${repository}@${digest}`, childrenIn(index));
    }),
  );
  await Promise.all(reading);
  return children;
}

function childrenIn(index: Parameters<typeof readManifest>[0]): Digest[] {
  try {
    return readManifest(index).children.map(({ digest }) => digest);
  } catch {
    return [];
  }
}
