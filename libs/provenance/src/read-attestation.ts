import { compareTexts, type Digest } from '@cip/oci';
import { uniqBy } from 'es-toolkit';
import type { AttestedImage, Attestation } from './attestation.js';
import { type BuildFacts, readBuild } from './build-facts.js';
import { parseStatement } from './statement.js';

/** An attestation whose statement has been read. */
export interface ReadAttestation {
  readonly attestation: Attestation;
  /** The image that it is attached to. */
  readonly at: Digest;
  /** Absent where there is no statement. */
  readonly says?: {
    readonly predicateType: string;
    /** Those of the images in question that it is about. */
    readonly about: ReadonlySet<Digest>;
    /** One of its other subjects, for messages. */
    readonly otherSubject?: Digest;
    readonly build?: BuildFacts;
  };
  /** Why it is not a statement. */
  readonly why?: string;
}

/**
 * Reads the attestations of an image. Of an index they are one heap with those of its children: some builds attach what is about
 * a child to the index, or what is about all to each. The order is always the same, however they were found.
 */
export function readAttestations(image: AttestedImage): readonly ReadAttestation[] {
  const images = uniqBy([image, ...childrenOf(image)], ({ digest }) => digest);
  const digests = new Set(images.map(({ digest }) => digest));
  return images
    .flatMap(({ digest: at, attestations }) => attestations.map((each) => readAttestation(each, at, digests)))
    .map((read) => ({ read, key: sortKey(read) }))
    .sort((a, b) => compareTexts(a.key, b.key))
    .map(({ read }) => read);
}

/** The platform manifests that count for an image; only an index has any. */
export function childrenOf({ kind, children }: AttestedImage): readonly AttestedImage[] {
  return kind === 'index' ? children : [];
}

function sortKey({ at, attestation: { digest, form, shownAs, verification } }: ReadAttestation): string {
  return JSON.stringify([at, digest, form, shownAs, verification]);
}

function readAttestation(
  attestation: Attestation,
  at: Digest,
  digests: ReadonlySet<Digest>,
): ReadAttestation {
  if (!attestation.payload) return { attestation, at, why: 'it has no payload' };
  const statement = parseStatement(attestation.payload);
  if ('why' in statement) return { attestation, at, why: statement.why };
  const { predicateType, subjects, predicate } = statement;
  const otherSubject = subjects.find((digest) => !digests.has(digest));
  const build = readBuild(predicateType, predicate);
  return {
    attestation,
    at,
    says: {
      predicateType,
      about: new Set(subjects.filter((digest) => digests.has(digest))),
      ...(otherSubject !== undefined && { otherSubject }),
      ...(build && { build }),
    },
  };
}
