import { RegistryError } from './errors.js';

/** So often a registry is asked to take a manifest that it says has another digest. */
const mostAttempts = 4;

/**
 * The same failure as one that may pass. A manifest is pushed with the bytes that its digest was made of; docker-registry 2.8
 * says all the same that they do not match, while another request rewrites a link to a blob of the manifest and the link is
 * empty. Undefined for any other failure, and when the registry keeps to it.
 */
export function digestDoubted(error: unknown, attempts: number): RegistryError | undefined {
  const isDoubt = error instanceof RegistryError && error.registryCode === 'DIGEST_INVALID';
  if (!isDoubt || attempts + 1 >= mostAttempts) return undefined;
  return new RegistryError({ ...error.facts, retryable: true });
}
