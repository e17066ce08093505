import { ConfigurationError, trustIn } from '@cip/configuration';
import type { ManifestInput } from '@cip/manifest';
import type { ReadOptions } from '../read-options.js';
import { readTreeFile } from '../read-tree-file.js';
import type { TreeLocation } from '../read-thin-tree.js';
import type { ReadConfiguration } from './configuration-of.js';

/** The trust root and keys that a configuration names, by these names; undefined for those that are not there. */
export type TrustFiles = ReadonlyMap<string, ManifestInput | undefined>;

/** Reads them from where the configuration was read. */
export async function trustFilesOf(
  configuration: ReadConfiguration,
  location: TreeLocation,
  options: ReadOptions,
): Promise<TrustFiles> {
  const trust = configuration instanceof ConfigurationError ? undefined : trustIn(configuration);
  const names = trust ? [...(trust.root === undefined ? [] : [trust.root]), ...trust.keys] : [];
  const read = async (name: string) => [name, await readTreeFile(location, name, options)] as const;
  return new Map(await Promise.all([...new Set(names)].map(read)));
}
