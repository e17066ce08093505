import type { Listing, Source } from '@cip/oci';
import type { ReadOnlyLayout } from '@cip/layout';
import type { Backup } from './backup.js';

/** A layout with whatever rights `T` stands for. */
export type LayoutWith<T extends Source> = Pick<ReadOnlyLayout, 'repositories'> & {
  repository(path: string): T;
};

/** A backup in an OCI image layout on disk. */
export function layoutBackup<T extends Source>(layout: LayoutWith<T>, name: string): Backup<T> {
  const below = async (path: string): Promise<string[]> => {
    const prefix = path === '' ? '' : `${path}/`;
    return (await layout.repositories()).filter((one) => one === path || one.startsWith(prefix));
  };
  return {
    name,
    followsIndexes: true,
    repository: (path) => layout.repository(path),
    listings: async (path, options = {}) => {
      const repositories = await below(path);
      const entries = repositories.map(async (one): Promise<[string, Listing]> => [
        one,
        await layout.repository(one).list(options),
      ]);
      return new Map(await Promise.all(entries));
    },
    children: async (path) => {
      const depth = path === '' ? 0 : path.split('/').length;
      const names = (await below(path)).map((one) => one.split('/')[depth]);
      return [...new Set(names)].filter((child) => child !== undefined);
    },
  };
}
