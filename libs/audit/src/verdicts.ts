import type { Digest } from '@cip/oci';
import type { Unreadable } from './knowledge.js';
import type { Needs, RejectedReason, Verdict, VerifiedReason } from './verdict.js';

export function verified(reason: VerifiedReason, explanation: string, parent?: Digest): Verdict {
  return { verdict: 'VERIFIED', reason, explanation, ...(parent !== undefined && { parent }) };
}

export function rejected(reason: RejectedReason, explanation: string): Verdict {
  return { verdict: 'REJECTED', reason, explanation };
}

/** `what` is what could not be read. */
export function unreachable(what: string, { unreadable, failure }: Unreadable): Verdict {
  const explanation = `${what} could not be read: ${unreadable}`;
  return { verdict: 'UNREACHABLE', reason: 'unreachable', explanation, ...(failure && { failure }) };
}

export function needs(what: Omit<Needs, 'verdict'>): Needs {
  return { verdict: 'NEEDS', ...what };
}
