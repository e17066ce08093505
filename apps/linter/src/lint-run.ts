import type { Screen } from '@cip/cli';
import type { LookUp } from './open-look-up.js';
import type { LintRequest } from './request.js';

/** What the locations of one run have in common. */
export interface LintRun {
  readonly request: LintRequest;
  readonly screen: Screen;
  readonly signal: AbortSignal;
  /** Absent: no registry is asked. */
  readonly lookUp?: LookUp;
}
