import { type Attached, type AttachedFinder, findAttached } from '@cip/inventory';
import { type CallOptions, type Descriptor, type Digest, referrersTag, type Source } from '@cip/oci';
import type { MadeKind, ProvenSigner } from '@cip/provenance';
import type { CarriedArtifact, CarriedSignature } from '../carried.js';
import type { ArtifactSource } from '../read-artifact.js';
import { readOwnArtifacts } from '../read-carried.js';
import type { Trust } from '../trust.js';
import type { MadeArtifact } from './made-artifact.js';
import { typeOfKind } from './made-kinds.js';

/** As whom a promoter signs, to recognize what it signed. */
export interface OwnSigner {
  /** Verifies what the promoter signs; of others it need not. */
  readonly trust: Trust;
  /** Another account may sign verification summaries. */
  readonly isOwn: (signer: ProvenSigner, kind: MadeKind) => boolean;
}

export interface ReadOwnOptions extends CallOptions {
  /** Knows what is attached in the repository; default: each digest is asked about by itself. */
  readonly finder?: AttachedFinder;
  /** What was pushed just now. Whoever finds its digest knows its bytes, and need not read them. */
  readonly pushed?: readonly MadeArtifact[];
}

/** What a digest has of what a promoter makes. */
export interface OwnArtifacts {
  /** Manifests by kind, sorted; a kind that is missing is not in here. */
  readonly byKind: ReadonlyMap<MadeKind, readonly Digest[]>;
  /** The tag `sha256-<hex>.sig` is taken by something without a signature of the promoter. */
  readonly isTagTaken: boolean;
}

const annotatedType = 'dev.sigstore.bundle.predicateType';
const ownTypes: ReadonlySet<string> = new Set(Object.values(typeOfKind));

/**
 * Reads what a digest has of the promoter's own. Referrers that say they are of another type are not read. Rejects when
 * something that may be the promoter's cannot be read: it must not be made a second time.
 */
export async function readOwn(
  source: Source,
  digest: Digest,
  { trust, isOwn }: OwnSigner,
  { finder, pushed = [], ...options }: ReadOwnOptions = {},
): Promise<OwnArtifacts> {
  const asked = [`${referrersTag(digest)}.sig`];
  const all = await (finder ? finder.of(digest, asked) : findAttached(source, digest, options, asked));
  const found = mayBeOwn(all);
  const { artifacts, unread } = await readOwnArtifacts(
    withPushed(source, pushed),
    { digest, children: [] },
    found,
    trust,
    options,
  );
  if (unread !== undefined) throw new UnreadOwnError(unread);
  const byKind = new Map<MadeKind, Digest[]>();
  for (const artifact of artifacts) {
    for (const kind of new Set(artifact.signatures.flatMap((one) => kindOf(artifact, one, isOwn) ?? []))) {
      byKind.set(kind, [...(byKind.get(kind) ?? []), artifact.digest].sort());
    }
  }
  return { byKind, isTagTaken: found.tags.length > 0 && !byKind.has('signature') };
}

function mayBeOwn({ referrers, tags }: Attached): Attached {
  const isOfOwnType = ({ annotations }: Descriptor): boolean =>
    ownTypes.has(annotations?.[annotatedType] ?? typeOfKind.record);
  return { referrers: referrers.filter(isOfOwnType), tags };
}

/** A source that asks its registry only for what was not pushed just now. */
function withPushed(source: Source, pushed: readonly MadeArtifact[]): ArtifactSource {
  const manifests = new Map(pushed.map(({ manifest }) => [manifest.descriptor.digest as string, manifest]));
  const blobs = new Map(
    pushed.flatMap((one) => one.blobs.map((blob) => [blob.descriptor.digest, blob.bytes])),
  );
  return {
    fetchManifest: (reference, options) =>
      Promise.resolve(manifests.get(reference) ?? source.fetchManifest(reference, options)),
    async *fetchBlob(blob, options) {
      const bytes = blobs.get(blob.digest);
      if (bytes) yield bytes;
      else yield* source.fetchBlob(blob, options);
    },
  };
}

function kindOf(
  { place }: CarriedArtifact,
  { verification, predicateType, failure }: CarriedSignature,
  isOwn: OwnSigner['isOwn'],
): MadeKind | undefined {
  if (verification.kind === 'unknown') throw new UnreadOwnError(verification.why, failure);
  if (verification.kind !== 'verified') return undefined;
  const kind = place === 'sig' ? 'signature' : kindOfType(predicateType);
  return kind && verification.signers.some((signer) => isOwn(signer, kind)) ? kind : undefined;
}

function kindOfType(predicateType: string | undefined): MadeKind | undefined {
  const [kind] = Object.entries(typeOfKind).find(([, type]) => type === predicateType) ?? [];
  return kind as Exclude<MadeKind, 'signature'> | undefined;
}

/** Whether the promoter's own artifacts are there is not known. Carries the failure of the registry, if it was one. */
export class UnreadOwnError extends Error {
  override readonly name = 'UnreadOwnError';

  constructor(
    why: string,
    readonly failure: NonNullable<CarriedSignature['failure']> = { code: 'INVALID_ANSWER', reason: why },
  ) {
    super(why);
  }
}
