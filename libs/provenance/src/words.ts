import { type Digest, printable } from '@cip/oci';
import type { AttestedImage, ProvenSigner } from './attestation.js';

const longestText = 200;
const longestSentence = 1_000;
const mostSentences = 20;

/** A text from outside, cut where it is long and without anything that does not print. */
export function shown(text: string): string {
  if (text === '') return 'an empty name';
  return printable(text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text);
}

/** The algorithm and 12 characters. */
export function shortDigest(digest: Digest): string {
  return `${digest.slice(0, 'sha256:'.length + 12)}…`;
}

export function signerText(signer: ProvenSigner): string {
  return signer.kind === 'key'
    ? `the key ${shown(signer.name)}`
    : `${shown(signer.identity)} (${shown(signer.issuer)})`;
}

/** The first three of some texts from outside, and how many there are besides. */
export function listed(texts: readonly string[]): string {
  const most = 3;
  const rest = texts.length - most;
  const first = texts.slice(0, most).map(shown).join(', ');
  return rest > 0 ? `${first} and ${rest} more` : first;
}

/** What is said of a child of an index: `linux/arm64 (sha256:…): …`. */
export function onPlatform({ platform, digest }: AttestedImage, text: string): string {
  const name = shortDigest(digest);
  return `${platform === undefined ? name : `${shown(platform)} (${name})`}: ${text}`;
}

/** Sentences as they are reported: each once, not too many, none too long. */
export function bounded(sentences: readonly string[]): readonly string[] {
  const each = [...new Set(sentences)].map((sentence) =>
    sentence.length > longestSentence ? `${sentence.slice(0, longestSentence - 1)}…` : sentence,
  );
  if (each.length <= mostSentences) return each;
  const kept = each.slice(0, mostSentences - 1);
  return [...kept, `and ${each.length - kept.length} more of the kind`];
}
