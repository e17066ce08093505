import { DigestMismatchError, InvalidManifestError } from '@cip/oci';
import { CredentialsError, RegistryError } from '@cip/registry';
import { ExpectedError } from '@cip/runtime';

const kinds = [RegistryError, CredentialsError, InvalidManifestError, DigestMismatchError];

/** What registries, and who speaks for us to them, can fail with. */
export function isFailure(error: unknown): boolean {
  return kinds.some((kind) => error instanceof kind);
}

/** Failures of registries are nobody's bug: they become `ExpectedError`s that begin with what was being done. */
export async function expectFailures<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFailure(error)) throw error;
    throw new ExpectedError(
      `${doing}: it failed`,
      'Check the name of the registry and the right to do this, or try later.',
      undefined,
      { cause: error },
    );
  }
}
