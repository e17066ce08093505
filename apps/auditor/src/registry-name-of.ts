import type { RegistryByHost } from '@cip/audit';

/** Stands for every host that has no name of its own. */
export const anyHost = '*';

/**
 * The registry by its name in the manifests, given the host that a distribution registry was spoken to as. Whoever pushes
 * chooses that host freely, so that only {@link anyHost} makes sure that a change is not taken for one somewhere else.
 * `mayBeUnknown`: a host without a name is taken at its word.
 */
export function registryNameOf(
  names: ReadonlyMap<string, string>,
  host: string,
  mayBeUnknown = false,
): RegistryByHost {
  const seen = host.toLowerCase();
  const name = names.get(seen) ?? names.get(anyHost);
  return { name: name ?? seen, isClaimed: name === undefined && !mayBeUnknown };
}
