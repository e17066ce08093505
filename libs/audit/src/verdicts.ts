import type { Digest } from '@cip/oci';
import { uniq, uniqBy } from 'es-toolkit';
import type { Unreadable } from './knowledge.js';
import type { Accepted, Needs, RejectedReason, Verdict, VerifiedReason } from './verdict.js';

export function verified(reason: VerifiedReason, explanation: string, parent?: Digest): Verdict {
  return { verdict: 'VERIFIED', reason, explanation, ...(parent !== undefined && { parent }) };
}

export function rejected(
  reason: RejectedReason,
  explanation: string,
): Verdict & { readonly verdict: 'REJECTED' } {
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

export function accepted(by: readonly string[] = []): Accepted {
  return { verdict: 'ACCEPTED', by: [...new Set(by)] };
}

/** A verdict on what is attached, with who signed what the source does not have. */
export function withSigners(verdict: Verdict, { by }: Accepted): Verdict {
  if (by.length === 0) return verdict;
  return { ...verdict, explanation: `${verdict.explanation}, and signed by ${by.join(' and ')}` };
}

/** All that some judgements need, each of it once. */
export function allOf(unread: readonly Needs[]): Needs {
  return needs({
    manifests: uniq(unread.flatMap(({ manifests = [] }) => manifests)),
    inSource: uniq(unread.flatMap(({ inSource = [] }) => inSource)),
    originals: uniq(unread.flatMap(({ originals = [] }) => originals)),
    signed: uniqBy(
      unread.flatMap(({ signed = [] }) => signed),
      (asked) => JSON.stringify(asked),
    ),
  });
}
