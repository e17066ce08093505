import { UsageError } from '@cip/runtime';

/** The project has not configured what to sign, and as whom. */
export function unconfigured(what: string): UsageError {
  return new UsageError(what, [
    'Add "signing" with a "key" or a "keyless" provider: see docs/concepts/signing.md.',
  ]);
}
