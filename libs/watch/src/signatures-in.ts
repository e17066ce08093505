import type { ManifestReader } from './knowledge-store.js';
import type { ReadSignatures } from './signers.js';

/** Reads signatures from the repositories of registries. What verifies them is loaded with the first. */
export function signaturesIn(registry: ManifestReader, signal: AbortSignal | undefined): ReadSignatures {
  return async (repository, asked, believed) => {
    const { readSigned } = await import('@cip/signing');
    return readSigned(registry.repository(repository), asked, believed, { ...(signal && { signal }) });
  };
}
