import { CopyError, UncopyableError } from '@cip/copy';
import { DigestMismatchError, InvalidManifestError } from '@cip/oci';
import { RegistryError } from '@cip/registry';

/**
 * Whether production itself lacks what could not be copied, has it spoilt, or has it in a form that nobody takes any more,
 * so that no repetition would bring it. A source that did not answer, or not to us, has lost nothing.
 */
export function isLost(error: unknown): boolean {
  if (!(error instanceof CopyError) || error.side !== 'source') return false;
  return causesOf(error).some(isFinal);
}

function isFinal(cause: unknown): boolean {
  if (cause instanceof RegistryError) return cause.code === 'NOT_FOUND';
  return [DigestMismatchError, InvalidManifestError, UncopyableError].some((kind) => cause instanceof kind);
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 20; cause = cause.cause)
    causes.push(cause);
  return causes;
}
