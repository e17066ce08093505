import { type Attached, type AttachedFinder, findAttached } from '@cip/inventory';
import type { CallOptions, Descriptor, Digest, Source } from '@cip/oci';
import type { MadeKind, ProvenSigner } from '@cip/provenance';
import type { CarriedArtifact, CarriedSignature } from '../carried.js';
import { readOwnArtifacts } from '../read-carried.js';
import type { Trust } from '../trust.js';
import { typeOfKind } from './made-kinds.js';

/** As whom a promoter signs, to recognize what it signed. */
export interface OwnSigner {
  /** Verifies what the promoter signs; of others it need not. */
  readonly trust: Trust;
  readonly isOwn: (signer: ProvenSigner) => boolean;
}

export interface ReadOwnOptions extends CallOptions {
  /** Knows what is attached in the repository; default: each digest is asked about by itself. */
  readonly finder?: AttachedFinder;
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
  { finder, ...options }: ReadOwnOptions = {},
): Promise<OwnArtifacts> {
  const found = mayBeOwn(await (finder ? finder.of(digest) : findAttached(source, digest, options)));
  const { artifacts, unread } = await readOwnArtifacts(
    source,
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
  return { referrers: referrers.filter(isOfOwnType), tags: tags.filter(({ tag }) => tag.endsWith('.sig')) };
}

function kindOf(
  { place }: CarriedArtifact,
  { verification, predicateType, failure }: CarriedSignature,
  isOwn: OwnSigner['isOwn'],
): MadeKind | undefined {
  if (verification.kind === 'unknown') throw new UnreadOwnError(verification.why, failure);
  if (verification.kind !== 'verified' || !verification.signers.some(isOwn)) return undefined;
  if (place === 'sig') return 'signature';
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
