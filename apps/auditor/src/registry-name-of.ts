/** Stands for every host that has no name of its own. */
export const anyHost = '*';

/**
 * The registry by its name in the manifests, given the host that a distribution registry was spoken to as. Whoever pushes
 * chooses that host freely, so that only {@link anyHost} makes sure that a change is not taken for one somewhere else.
 */
export function registryNameOf(names: ReadonlyMap<string, string>, host: string): string {
  const seen = host.toLowerCase();
  return names.get(seen) ?? names.get(anyHost) ?? seen;
}
