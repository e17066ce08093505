import { type Attached, findAttached } from '@cip/inventory';
import {
  type CallOptions,
  type Descriptor,
  describeFailure,
  type Digest,
  failureOf,
  isIndexType,
  type RawManifest,
  readManifest,
  type Source,
} from '@cip/oci';
import pMap from 'p-map';
import type { Subject } from './about.js';
import type { Carried, CarriedArtifact } from './carried.js';
import { isBundleType } from './read-bundle.js';
import { type ArtifactSource, ReadArtifact } from './read-artifact.js';
import { ReadBudget } from './read-budget.js';
import type { Trust } from './trust.js';

// Whoever may push to the repository may attach what they like. What is beyond these bounds is not read, and that is said.
const mostReferrers = 256;
const mostChildren = 256;
const deepestIndex = 3;
const concurrency = 4;

/** What is read of a digest. */
export interface ReadCarriedOptions extends CallOptions {
  /** The manifest of the digest, where it has been read already. */
  readonly manifest?: RawManifest;
}

/**
 * Reads and verifies all that a digest carries: bundles among its referrers, signatures and attestations under their tags, and the
 * same of the children of an index. What cannot be read is `unread`, or `unknown` for one artifact; rejects on abort only.
 */
export async function readCarried(
  source: Source,
  digest: Digest,
  trust: Trust,
  options: ReadCarriedOptions = {},
): Promise<Carried> {
  return new Reading(source, trust, options).read({ digest }, 0);
}

/**
 * Reads and verifies what was found attached to one digest. What cannot be read of one artifact is `unknown`; rejects on abort
 * only.
 */
export async function readOwnArtifacts(
  source: ArtifactSource,
  subject: Subject,
  found: Attached,
  trust: Trust,
  options: CallOptions = {},
  budget = new ReadBudget(),
): Promise<Pick<Carried, 'artifacts' | 'unread'>> {
  const artifact = new ReadArtifact(source, trust, options, budget);
  // Bundles first: others have nothing that could be verified.
  const [bundles, others] = partition(found.referrers);
  const referrers = [...bundles.slice(0, mostReferrers), ...others.slice(0, mostReferrers)];
  const artifacts = await pMap<Descriptor | (typeof found.tags)[number], CarriedArtifact>(
    [...referrers, ...found.tags],
    (one) => ('tag' in one ? artifact.ofTag(one, subject) : artifact.ofReferrer(one, subject)),
    { concurrency },
  );
  const left = found.referrers.length - referrers.length;
  return {
    artifacts,
    ...(left > 0 && {
      unread: `it has ${found.referrers.length} referrers, of which ${left} were not read`,
    }),
  };
}

/** What the artifacts of a manifest may be about. */
export function subjectOf(manifest: RawManifest): Subject {
  return {
    digest: manifest.descriptor.digest,
    children: platformsOf(manifest).map((child) => child.digest),
  };
}

/** The children of an index, but for where BuildKit files its attestations: nobody pulls those for a platform. */
export function platformsOf(manifest: RawManifest): Descriptor[] {
  const { children } = readManifest(manifest);
  return children.filter(
    ({ platform }) => !(platform?.os === 'unknown' && platform.architecture === 'unknown'),
  );
}

interface Asked {
  readonly digest: Digest;
  readonly platform?: string;
}

class Reading {
  readonly #options: CallOptions;
  readonly #manifests = new Map<Digest, RawManifest>();
  readonly #budget = new ReadBudget();
  #children = 0;

  constructor(
    private readonly source: Source,
    private readonly trust: Trust,
    { manifest, ...options }: ReadCarriedOptions,
  ) {
    this.#options = options;
    if (manifest) this.#manifests.set(manifest.descriptor.digest, manifest);
  }

  async read(asked: Asked, depth: number): Promise<Carried> {
    const { digest } = asked;
    try {
      const manifest =
        this.#manifests.get(digest) ?? (await this.source.fetchManifest(digest, this.#options));
      if (!manifest) return unread(asked, 'image', 'it is not there');
      const kind = isIndexType(manifest.descriptor.mediaType) ? 'index' : 'image';
      const [own, children] = await Promise.all([
        this.#own(subjectOf(manifest)),
        this.#childrenOf(platformsOf(manifest), depth),
      ]);
      const whys = [own.unread, children.unread].filter((why) => why !== undefined);
      return {
        ...asked,
        kind,
        artifacts: own.artifacts,
        children: children.children,
        ...(whys.length > 0 && { unread: whys.join('; ') }),
      };
    } catch (error) {
      return unread(asked, 'image', describeFailure(failureOf(error, this.#options.signal)));
    }
  }

  async #own(subject: Subject): Promise<Pick<Carried, 'artifacts' | 'unread'>> {
    try {
      const found = await findAttached(this.source, subject.digest, this.#options);
      return await readOwnArtifacts(this.source, subject, found, this.trust, this.#options, this.#budget);
    } catch (error) {
      return { artifacts: [], unread: describeFailure(failureOf(error, this.#options.signal)) };
    }
  }

  async #childrenOf(
    children: readonly Descriptor[],
    depth: number,
  ): Promise<Pick<Carried, 'children' | 'unread'>> {
    if (children.length === 0) return { children: [] };
    if (depth >= deepestIndex) {
      return { children: [], unread: `its indexes are nested more than ${deepestIndex} deep` };
    }
    this.#children += children.length;
    if (this.#children > mostChildren) {
      return { children: [], unread: `it has more than ${mostChildren} children` };
    }
    const read = (child: Descriptor): Promise<Carried> =>
      this.read({ digest: child.digest, ...platformOf(child) }, depth + 1);
    return { children: await pMap(children, read, { concurrency }) };
  }
}

function unread(asked: Asked, kind: Carried['kind'], why: string): Carried {
  return { ...asked, kind, artifacts: [], children: [], unread: why };
}

function partition(referrers: readonly Descriptor[]): readonly [Descriptor[], Descriptor[]] {
  // A registry that does not say what they are may list bundles.
  const isBundle = ({ artifactType }: Descriptor): boolean =>
    artifactType === undefined || isBundleType(artifactType);
  return [referrers.filter(isBundle), referrers.filter((referrer) => !isBundle(referrer))];
}

function platformOf({ platform }: Descriptor): { readonly platform?: string } {
  if (!platform) return {};
  const { os, architecture, variant } = platform;
  return { platform: [os, architecture, variant].filter((part) => part !== undefined).join('/') };
}
