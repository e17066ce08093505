import type { Failure } from '@cip/audit';
import { DigestMismatchError, InvalidManifestError } from '@cip/oci';
import { RegistryError } from '@cip/registry';
import { describeError } from '@cip/runtime';

/** What a failed read of a manifest says about it. An abort says nothing and is thrown on. */
export function failureOf(error: unknown, signal: AbortSignal | undefined): Failure {
  signal?.throwIfAborted();
  return { kind: kindOf(error), reason: describeError(error) };
}

function kindOf(error: unknown): Failure['kind'] {
  if (error instanceof DigestMismatchError) return 'wrong-digest';
  if (error instanceof InvalidManifestError) return 'unreadable';
  const isAnswer = error instanceof RegistryError && ['INVALID_ANSWER', 'TOO_LARGE'].includes(error.code);
  return isAnswer ? 'unreadable' : 'unreachable';
}
