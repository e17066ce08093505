import type { Matcher, ProvenancePolicy, Signer } from '@cip/manifest';
import { RE2JS } from 're2js';
import type { ProvenSigner } from './attestation.js';

/** More than any identity has; an expression takes time for each character. */
const longest = 2_000;

const compiled = new WeakMap<Matcher, RE2JS>();

/** The signers of a policy, as written there, that a proven signer is. A key is none: a policy trusts identities. */
export function signersMatching(policy: ProvenancePolicy, proven: ProvenSigner): readonly string[] {
  return policy.signers.filter((signer) => isSigner(signer, proven)).map(({ text }) => text);
}

/** Whether a proven signer is one of some identities. A key is none. */
export function isAmong(signers: readonly Signer[], proven: ProvenSigner): boolean {
  return signers.some((signer) => isSigner(signer, proven));
}

function isSigner({ issuer, identity }: Signer, proven: ProvenSigner): boolean {
  return (
    proven.kind === 'certificate' && matches(issuer, proven.issuer) && matches(identity, proven.identity)
  );
}

function matches(matcher: Matcher, text: string): boolean {
  if (text === '' || text.length > longest) return false;
  if (matcher.kind === 'regex') return expressionOf(matcher).matcher(text).matches();
  const [found, wanted] = [text, matcher.text].map((each) => (matcher.ignoresCase ? lowerCase(each) : each));
  if (found === undefined || wanted === undefined) return false;
  return matcher.kind === 'exact' ? found === wanted : found.startsWith(wanted);
}

function expressionOf(matcher: Matcher): RE2JS {
  let expression = compiled.get(matcher);
  if (!expression) {
    expression = RE2JS.compile(matcher.text, matcher.ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
    compiled.set(matcher, expression);
  }
  return expression;
}

// Of other letters, some have the same lower case as those of ASCII, such as the sign of Kelvin.
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
