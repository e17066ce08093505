import { EnteredReferrers } from './entered-referrers.js';

/** What the repositories of one client know of referrers. */
export interface ReferrersKnowledge {
  /** Hosts that enter a manifest with a `subject` into a list themselves. */
  readonly withApi: Set<string>;
  /** Hosts whose API turned out to be missing. */
  readonly withoutApi: Set<string>;
  readonly entered: EnteredReferrers;
}

export function newReferrersKnowledge(): ReferrersKnowledge {
  return { withApi: new Set(), withoutApi: new Set(), entered: new EnteredReferrers() };
}
