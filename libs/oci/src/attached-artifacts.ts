import type { RawManifest } from './descriptor.js';
import { type Digest, isDigest } from './digest.js';
import { isObject, parseJsonObject } from './json-object.js';

const suffixes = ['sig', 'att', 'sbom'] as const;
type Suffix = (typeof suffixes)[number];

/** The tags under which cosign stores signature, attestation and SBOM of a digest: `sha256-<hex>.sig|.att|.sbom`. */
export function attachedTags(subject: Digest): string[] {
  return suffixes.map((suffix) => `${referrersTag(subject)}.${suffix}`);
}

/** The tag that lists referrers where a registry lacks the API (distribution-spec v1.1, "Referrers Tag Schema"). */
export function referrersTag(subject: Digest): string {
  return subject.replace(':', '-');
}

/** The subject of an attached artifact's tag; undefined for any other tag. */
export function subjectOfTag(tag: string): { subject: Digest; kind: Suffix | 'referrers' } | undefined {
  const [, algorithm, hex, suffix] = /^(sha256|sha512)-([0-9a-f]+)(?:\.([a-z]+))?$/.exec(tag) ?? [];
  const subject = `${algorithm}:${hex}`;
  if (!isDigest(subject)) return undefined;
  if (suffix === undefined) return { subject, kind: 'referrers' };
  const kind = suffixes.find((known) => known === suffix);
  return kind && { subject, kind };
}

/** The digest of a manifest's `subject`; undefined where it has none, or one that nobody understands. */
export function subjectOf({ bytes }: Pick<RawManifest, 'bytes'>): Digest | undefined {
  const subject = parseJsonObject(bytes)?.['subject'];
  const digest = isObject(subject) ? subject['digest'] : undefined;
  return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
}
