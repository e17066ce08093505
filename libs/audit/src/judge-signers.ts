import { type AskedSignatures, isUnreadable, type Knowledge } from './knowledge.js';
import type { Accepted, Needs, Verdict } from './verdict.js';
import { accepted, needs, rejected, unreachable } from './verdicts.js';

/**
 * Judges what the source does not have by who signed it: accepted when somebody trusted signed each part of it. `what` says what
 * the source does not have; `isInSource` tells the parts that it has, default none.
 */
export function judgeSigners(
  asked: AskedSignatures,
  what: string,
  knowledge: Knowledge,
  isInSource: (part: string) => boolean = () => false,
): Verdict | Needs | Accepted {
  if (!knowledge.signed) return unknown(what);
  const signed = knowledge.signed(asked);
  if (signed === undefined) return needs({ signed: [asked] });
  if (isUnreadable(signed)) return unreachable(`who signed ${asked.tag ?? asked.digest}`, signed);
  const found = signed.signatures.filter(({ part }) => !isInSource(part));
  const untrusted = found.filter(({ kind }) => kind !== 'trusted');
  const [first] = [...untrusted.filter(({ kind }) => kind === 'stranger'), ...untrusted];
  if (first) {
    const verdict = unknown(`${what}; ${'why' in first ? first.why : strangerText(first.by)}`);
    return first.ofPromoters ? { ...verdict, ofPromoters: true } : verdict;
  }
  // What is in none of the signatures was not looked at.
  if (found.length === 0) return unknown(`${what}; nobody can say who signed it`);
  return accepted(found.flatMap((one) => ('by' in one ? [one.by] : [])));
}

/** Whether somebody trusted signed all of an artifact, or why nobody can say yet. */
export function isAllTrusted(asked: AskedSignatures, knowledge: Knowledge): boolean | Verdict | Needs {
  const verdict = judgeSigners(asked, '', knowledge);
  return verdict.verdict === 'ACCEPTED' || (verdict.verdict === 'REJECTED' ? false : verdict);
}

function strangerText(by: string): string {
  return `it is signed by ${by}, whom neither the configuration nor a policy of the source trusts`;
}

function unknown(explanation: string): Verdict & { readonly verdict: 'REJECTED' } {
  return rejected('unknown-attachment', explanation);
}
