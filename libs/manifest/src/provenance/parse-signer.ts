import { RE2JS, RE2JSException } from 're2js';
import { shortText } from '../yaml-node.js';
import type { Matcher, Signer } from './provenance-policy.js';

/** A signer, or what keeps a text from being one: the end of "it is not a signer: …". */
export type ParsedSigner = Signer | { readonly why: string };

/** What to do about a text that is not a signer. */
export const signerRemedy =
  'Write sigstore::ISSUER::IDENTITY, or sigstore(identityMatch=regex)::ISSUER::EXPRESSION for an expression that matches the whole identity.';

const form = /^([a-z]+)(?:\(([^()]*)\))?::([^]*)$/;
const kinds = new Set(['exact', 'prefix', 'regex']);
const longestExpression = 1_000;
/** Of the compiled expression, in instructions: each may cost a step for each character of an identity. */
const largestExpression = 5_000;

/**
 * Parses `sigstore::ISSUER::IDENTITY`; what stands in brackets behind `sigstore` says how the two are matched, as in
 * `sigstore(identityMatch=regex)`. These are the signer specs of kpromo's provenance policies.
 */
export function parseSigner(text: string): ParsedSigner {
  const [, type, settings = '', rest = ''] = form.exec(text) ?? [];
  if (type === undefined) return { why: 'it is not written as sigstore::ISSUER::IDENTITY' };
  if (type !== 'sigstore') return { why: 'only signers of the kind sigstore can be verified' };
  const end = rest.indexOf('::');
  const issuer = end < 0 ? rest : rest.slice(0, end);
  const identity = end < 0 ? '' : rest.slice(end + 2);
  if (issuer.trim() === '') return { why: 'it names no issuer' };
  if (identity.trim() === '') return { why: 'it names no identity' };
  const matches = readSettings(settings);
  if ('why' in matches) return matches;
  const matchers = {
    issuer: { ...matches.issuer, text: issuer },
    identity: { ...matches.identity, text: identity },
  };
  const why = whyNotExpression(matchers.issuer) ?? whyNotExpression(matchers.identity);
  return why === undefined ? { text, ...matchers } : { why };
}

type Match = Omit<Matcher, 'text'>;

const exact: Match = { kind: 'exact', ignoresCase: false };
const regex: Match = { kind: 'regex', ignoresCase: false };

function readSettings(settings: string): { issuer: Match; identity: Match } | { why: string } {
  // The older form, for both.
  if (settings === 'regexp') return { issuer: regex, identity: regex };
  const matches = { issuer: exact, identity: exact };
  for (const setting of settings === '' ? [] : settings.split(',')) {
    const [, field, kind = '', flag] = /^\s*(issuer|identity)Match=([a-z]+)(\/i)?\s*$/.exec(setting) ?? [];
    if (field === undefined)
      return { why: `${shortText(setting)} is not issuerMatch=KIND or identityMatch=KIND` };
    if (!isKind(kind))
      return { why: `${shortText(kind)} is not a kind of match; write exact, prefix or regex` };
    matches[field === 'issuer' ? 'issuer' : 'identity'] = { kind, ignoresCase: flag !== undefined };
  }
  return matches;
}

function isKind(kind: string): kind is Match['kind'] {
  return kinds.has(kind);
}

function whyNotExpression({ kind, text }: Matcher): string | undefined {
  if (kind !== 'regex') return undefined;
  if (text.length > longestExpression) return `its expression has more than ${longestExpression} characters`;
  try {
    const size = RE2JS.compile(text).programSize();
    return size > largestExpression ? 'its expression is too complex' : undefined;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return `its expression is none of RE2: ${error.message.replace(/^error parsing regexp: /, '')}`;
  }
}
