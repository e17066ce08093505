import type { CallersRequest } from '../../request.js';
import { type CallerCheck, everybody, nobody } from './caller-check.js';
import { googleCaller } from './google-caller.js';
import { secretCaller } from './secret-caller.js';

/** The check of each way in. One that nothing is said about is open only when that is allowed. Throws `UsageError`. */
export function checksFor(callers: CallersRequest): {
  readonly pubsub: CallerCheck;
  readonly distribution: CallerCheck;
} {
  const { pubsub, distributionSecretFile: file, allowUnauthenticated } = callers;
  const otherwise = allowUnauthenticated ? everybody : nobody;
  return {
    pubsub: pubsub ? googleCaller(pubsub) : otherwise,
    distribution: file === undefined ? otherwise : secretCaller({ file }),
  };
}
