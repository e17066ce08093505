import { isObject, parseJsonObject, type RawManifest } from '@cip/oci';
import { RegistryError } from './errors.js';

/** So often a registry is asked to take a manifest with foreign layers that it answers 500 to. */
const mostAttempts = 4;

/**
 * The refusal that a 500 stands for. Registries of the distribution project answer so, as often as they are asked, to layers
 * whose URLs their configuration does not allow (`validation.manifests.urls`). Undefined for any other failure.
 */
export function foreignLayersRefused(
  error: unknown,
  attempts: number,
  manifest: RawManifest,
): RegistryError | undefined {
  const isServerError = error instanceof RegistryError && error.status === 500;
  if (!isServerError || attempts + 1 < mostAttempts || !hasForeignLayers(manifest)) return undefined;
  return new RegistryError({
    ...error.facts,
    code: 'REFUSED',
    retryable: false,
    attempts: attempts + 1,
    remedy:
      'the image has foreign layers; let the registry take their URLs (validation.manifests.urls.allow)',
  });
}

/** Layers that a manifest only names, with the URLs that they are at. */
function hasForeignLayers({ bytes }: RawManifest): boolean {
  const layers = parseJsonObject(new TextDecoder().decode(bytes))?.['layers'];
  return Array.isArray(layers) && layers.some((layer) => isObject(layer) && Array.isArray(layer['urls']));
}
