import { type ManifestTree, type PromotionManifest, sortedBy } from '@cip/manifest';
import { type Digest, digestOf } from '@cip/oci';
import type { Inventory, RepositoryInventory } from './inventory.js';

/** The digest of a short text, so that tables can speak of images by name. */
export function digest(name: string): Digest {
  return digestOf(Buffer.from(name));
}

export interface WrittenManifest {
  readonly name: string;
  readonly source: string;
  readonly destinations: readonly string[];
  /** Image name → short name of a digest → tags. */
  readonly images: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A parsed tree; each digest stands on a line of its own of its manifest's file. */
export function tree(...manifests: readonly WrittenManifest[]): ManifestTree {
  const byName = [...manifests].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { manifests: byName.map(parsed), problems: [], files: [], unknownFiles: [] };
}

function parsed(written: WrittenManifest): PromotionManifest {
  const file = {
    kind: 'images' as const,
    path: `images/${written.name}/images.yaml`,
    text: '\n'.repeat(1000),
  };
  let offset = 0;
  const registry = (name: string): PromotionManifest['source'] => ({ name, place: { file, offset: 0 } });
  return {
    name: written.name,
    source: registry(written.source),
    destinations: [...written.destinations].sort().map(registry),
    repeatedRegistries: [],
    images: sorted(written.images).map(([name, dmap]) => ({
      name,
      place: { file, offset },
      repetitions: [],
      digests: sortedBy(
        Object.entries(dmap).map(([short, tags]) => ({
          digest: digest(short),
          tags: [...tags].sort(),
          tagOffsets: tags.map(() => offset),
          place: { file, offset: offset++ },
        })),
        (entry) => entry.digest,
      ),
    })),
  };
}

function sorted<V>(map: Readonly<Record<string, V>>): [string, V][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What registries hold: repository → short name of a digest → tags. A repository that is not in here does not exist. */
export type Held = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** An inventory that answers from memory, and counts what it is asked. */
export function inventoryOf(
  held: Held,
  faults: { readonly destinations?: readonly string[]; readonly digests?: readonly string[] } = {},
): Inventory & { readonly listed: string[]; readonly askedSource: string[] } {
  const listed: string[] = [];
  const askedSource: string[] = [];
  const broken = new Set((faults.digests ?? []).map(digest));
  return {
    listed,
    askedSource,
    destination: (repository) => {
      listed.push(repository);
      if (faults.destinations?.includes(repository)) return Promise.resolve({ unreachable: 'timed out' });
      return Promise.resolve(inventory(held[repository]));
    },
    source: (repository, asked) => {
      askedSource.push(`${repository}@${asked}`);
      if (broken.has(asked)) return Promise.resolve({ presence: 'unknown', reason: 'answered 500' });
      const present = Object.keys(held[repository] ?? {}).some((short) => digest(short) === asked);
      return Promise.resolve({ presence: present ? 'present' : 'absent' });
    },
  };
}

function inventory(repository: Held[string] | undefined): RepositoryInventory {
  const entries = Object.entries(repository ?? {});
  return {
    exists: repository !== undefined,
    readAt: 0,
    complete: true,
    digests: new Set(entries.map(([short]) => digest(short))),
    tags: new Map(entries.flatMap(([short, tags]) => tags.map((tag) => [tag, digest(short)] as const))),
    unknown: new Map(),
  };
}
