import { RegistryError } from './errors.js';

/** So often a registry is asked to take a manifest that it says has another digest. */
const mostAttempts = 4;

/**
 * The same failure as one that may pass. A manifest is pushed with the bytes that its digest was made of, yet docker-registry 2.8
 * was seen to refuse one so, and to take it later: its handler of manifests gives this code also where a stored link to one of the
 * blobs is not a digest. Undefined for any other failure, and when the registry keeps to it.
 */
export function digestDoubted(error: unknown, attempts: number): RegistryError | undefined {
  const isDoubt = error instanceof RegistryError && error.registryCode === 'DIGEST_INVALID';
  if (!isDoubt || attempts + 1 >= mostAttempts) return undefined;
  return new RegistryError({ ...error.facts, retryable: true });
}
