import { hostOf, type RepositoryName, usualHost } from '@cip/oci';
import { HostNotAskedError } from './errors.js';
import type { ReadOnlyRegistry } from './registry.js';

/** Which hosts are asked. */
export interface AskOnlyOptions {
  /** Registries, each as it is named in manifests: `HOST[:PORT]`, with or without a path. Their hosts are asked. */
  readonly registries: readonly string[];
  /** Why another host is not asked and what to do about it, as half a sentence. */
  readonly whyNot: (host: string) => string;
}

/**
 * The same client, which asks some hosts only: `repository` throws {@link HostNotAskedError} for a name on another, and
 * `catalog` rejects with it. Nothing is sent there, and its name is not looked up either.
 */
export function askOnly(
  registry: ReadOnlyRegistry,
  { registries, whyNot }: AskOnlyOptions,
): ReadOnlyRegistry {
  const asked = new Set(registries.map((name) => usualHost(hostOf(name))));
  const check = (name: string | RepositoryName): void => {
    const host = typeof name === 'string' ? hostOf(name) : name.registry;
    if (!asked.has(usualHost(host))) throw new HostNotAskedError(host, whyNot(host));
  };
  return {
    ...registry,
    repository: (name) => {
      check(name);
      return registry.repository(name);
    },
    catalog: async (name, options) => {
      check(name);
      return registry.catalog(name, options);
    },
  };
}
