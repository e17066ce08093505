import { promisedKinds, type SigningConfiguration } from '@cip/configuration';
import type { Descriptor, Digest } from '@cip/oci';
import { type MadeKind, madeKinds } from '@cip/provenance';
import type { PromisedDigest } from './promised-digests.js';

/** A digest that is there and is to be signed. */
export interface Target {
  /** The name in its manifest; of a platform manifest that of its index. */
  readonly image: string;
  readonly digest: Digest;
  readonly home: string;
  readonly copies: readonly string[];
  readonly subject: Descriptor;
  /** Sorted as the library makes them. */
  readonly kinds: readonly MadeKind[];
  /** What manifests say of it; absent for a platform manifest that none lists. */
  readonly promised?: PromisedDigest;
  /** What they say of the indexes that it is a platform of. */
  readonly indexes: readonly PromisedDigest[];
}

/** What of the promoter's own there is to be. */
export type What = Pick<SigningConfiguration, 'signatures' | 'records' | 'summaries'>;

/** Collects what is to be signed, each digest of a repository once. */
export class Targets {
  readonly #found = new Map<string, Target>();

  constructor(private readonly what: What) {}

  /** Whether something is made for the platforms of an index. */
  wantsPlatforms(index: PromisedDigest): boolean {
    return platformKinds(index, this.what).length > 0;
  }

  /** A digest that manifests promise, as its home has it. */
  add(promised: PromisedDigest, subject: Descriptor): void {
    const { image, digest, home, copies } = promised;
    const kinds = kindsOf(promised, this.what);
    this.#join({ image, digest, home, copies, subject, kinds, promised, indexes: [] });
  }

  /** A platform manifest of an index. */
  addPlatform(index: PromisedDigest, subject: Descriptor): void {
    const { image, home, copies } = index;
    const kinds = platformKinds(index, this.what);
    this.#join({ image, digest: subject.digest, home, copies, subject, kinds, indexes: [index] });
  }

  /** In the order in which they were found. */
  list(): Target[] {
    return [...this.#found.values()].filter(({ kinds }) => kinds.length > 0);
  }

  #join(target: Target): void {
    const key = `${target.home}@${target.digest}`;
    const known = this.#found.get(key);
    this.#found.set(key, known ? joined(known, target) : target);
  }
}

/** What is made for a digest that manifests promise. */
export function kindsOf({ tags }: Pick<PromisedDigest, 'tags'>, what: What): MadeKind[] {
  return promisedKinds(what, { isTagged: tags.length > 0 });
}

/** What is made for each platform manifest of an index that manifests promise. */
export function platformKinds({ tags }: Pick<PromisedDigest, 'tags'>, what: What): MadeKind[] {
  return promisedKinds(what, { isTagged: tags.length > 0, isPlatform: true });
}

function joined(known: Target, more: Target): Target {
  const promised = known.promised ?? more.promised;
  return {
    ...known,
    copies: [...new Set([...known.copies, ...more.copies])],
    kinds: madeKinds.filter((kind) => known.kinds.includes(kind) || more.kinds.includes(kind)),
    indexes: [...known.indexes, ...more.indexes],
    ...(promised && { promised, image: promised.image }),
  };
}
