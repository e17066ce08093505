import type { ManifestTree } from '@cip/manifest';

/**
 * Finds the service account that a manifest names for a repository. Registry names may nest: the longest one that
 * holds the repository decides.
 */
export function serviceAccounts(
  tree: ManifestTree,
): (host: string, repository: string) => string | undefined {
  const accounts = new Map<string, string>();
  for (const manifest of tree.manifests) {
    for (const registry of [manifest.source, ...manifest.destinations]) {
      if (registry.serviceAccount !== undefined) accounts.set(registry.name, registry.serviceAccount);
    }
  }
  return (host, repository) => {
    let name = `${host}/${repository}`;
    while (!accounts.has(name) && name.includes('/')) name = name.slice(0, name.lastIndexOf('/'));
    return accounts.get(name);
  };
}
