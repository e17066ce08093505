/**
 * A computation in steps. Between two of them its caller may do something else: a process that computes without a pause
 * hears no signal.
 */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Takes all steps at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
