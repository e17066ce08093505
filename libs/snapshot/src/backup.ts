import {
  type CallOptions,
  hostOf,
  type Listing,
  parseRepositoryName,
  type RepositoryName,
  type Source,
} from '@cip/oci';
import { catalogOf, walkRepositories } from '@cip/inventory';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { Layout } from './record.js';

/** A place that snapshots are kept in; `T` is the right that its user has there. */
export interface Backup<T extends Source = Source> {
  /** `HOST/PATH`, or `oci:DIR`. */
  readonly name: string;
  /** Whether what a tagged index names is kept as long as the index is; of a registry, nobody knows. */
  readonly followsIndexes: boolean;
  /** The repository of this path below the backup. */
  repository(path: string): T;
  /** What the repositories at a path and below it list, by their path below the backup. Rejects when one cannot be read. */
  listings(path: string, options?: CallOptions): Promise<ReadonlyMap<string, Listing>>;
  /** The next components of the paths below one; the empty path is the backup itself. */
  children(path: string, options?: CallOptions): Promise<readonly string[]>;
}

/** Registries with whatever rights `T` stands for. */
export type RegistryWith<T extends Source> = Omit<ReadOnlyRegistry, 'repository'> & {
  repository(name: string | RepositoryName): T;
};

/** A backup in a registry, below `HOST/PATH`. Throws `InvalidReferenceError`. */
export function registryBackup<T extends Source>(registry: RegistryWith<T>, name: string): Backup<T> {
  parseRepositoryName(name);
  return {
    name,
    followsIndexes: false,
    repository: (path) => registry.repository(`${name}/${path}`),
    listings: async (path, options = {}) => {
      const listings = new Map<string, Listing>();
      await walkRepositories(registry, `${name}/${path}`, {
        ...options,
        onListing: (repository, listing) => {
          const { exists, tags, manifests } = listing;
          if (exists && tags.size + (manifests?.size ?? 0) > 0)
            listings.set(repository.slice(name.length + 1), listing);
        },
        onFailure: (_, error) => {
          throw error;
        },
      });
      return listings;
    },
    children: async (path, options = {}) => {
      const at = path === '' ? name : `${name}/${path}`;
      const { children } = await registry.repository(at).list(options);
      return children ?? childrenIn((await catalogOf(registry, hostOf(name), options)) ?? [], at);
    },
  };
}

/** Of a catalog, whose names have no host. */
function childrenIn(names: readonly string[], at: string): string[] {
  const above = `${at.slice(at.indexOf('/') + 1)}/`;
  const below = names.filter((name) => name.startsWith(above)).map((name) => name.slice(above.length));
  return [...new Set(below.map((rest) => rest.split('/', 1)[0] ?? rest))];
}

/** Where a snapshot keeps the images of a repository of production, below the backup. */
export function placeOf(
  { layout, snapshot }: { readonly layout: Layout; readonly snapshot: string },
  { name, tree = snapshot }: { readonly name: string; readonly tree?: string },
): string {
  return layout === 'tree' ? `${tree}/${name}` : `${imagesPath}/${name}`;
}

/** Where the layout `incremental` keeps images, below the backup. */
export const imagesPath = 'images';
