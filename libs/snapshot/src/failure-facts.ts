import { describeError, type Failure, failureOf } from '@cip/oci';

/** What reports say of something that failed: half a sentence, and the facts. */
export interface FailureFacts {
  readonly reason: string;
  readonly failure: Failure;
}

export function factsOf(error: unknown): FailureFacts {
  return { reason: describeError(error), failure: failureOf(error) };
}
