import type { Attachment } from './attachment.js';
import type { Artifact } from './knowledge.js';

const simpleSigning = /^application\/vnd\.dev\.cosign\.simplesigning\.v1\+json$/;
const envelope = /^application\/vnd\.dsse\.envelope\.v1\+json$/;
const bill = /^(application|text)\/(spdx|vnd\.(cyclonedx|syft|spdx))(\+|$)/;
const layers = { sig: simpleSigning, att: envelope, sbom: bill } as const;

/** True when an artifact holds what the form of its tag says: signatures, attestations, an SBOM, or referrers. */
export function isAsItsTagSays(kind: Attachment['kind'], artifact: Artifact | undefined): boolean {
  if (!artifact) return false;
  if (kind === 'referrers') return artifact.kind === 'list';
  const type = layers[kind];
  return (
    artifact.kind === 'manifest' &&
    artifact.layers.length > 0 &&
    artifact.layers.every(({ mediaType }) => type.test(mediaType))
  );
}
