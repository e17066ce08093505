import { CopyError } from '@cip/copy';
import { RegistryError } from '@cip/registry';

/**
 * Whether production itself lacks what could not be copied, or has it spoilt, so that no repetition would bring it. A
 * source that did not answer, or not to us, has lost nothing.
 */
export function isLost(error: unknown): boolean {
  if (!(error instanceof CopyError) || error.side !== 'source') return false;
  const failures = causesOf(error).filter((cause) => cause instanceof RegistryError);
  return failures.every(({ code }) => code === 'NOT_FOUND');
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 20; cause = cause.cause)
    causes.push(cause);
  return causes;
}
