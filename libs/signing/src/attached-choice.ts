import { AttachedFinder } from '@cip/inventory';
import {
  type CallOptions,
  type Descriptor,
  type Digest,
  type Failure,
  isIndexType,
  type RawManifest,
  readManifest,
  type Source,
} from '@cip/oci';
import {
  type AppliedPolicy,
  type Attachment,
  evaluateWithoutPolicy,
  type PromisedImage,
  type Prove,
} from '@cip/provenance';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { attestedOf, type CarriedArtifact } from './carried.js';
import { signersOf, typeOf } from './describe-artifact.js';
import { once } from './once.js';
import { readOwnArtifacts, subjectOf } from './read-carried.js';
import type { Trust } from './trust.js';
import { unreadIn, whyBroken, whyRefused } from './why-left.js';

/** Something attached to an image of a source that is not brought along. */
export interface LeftBehind {
  /** The repository with its registry. */
  readonly source: string;
  /** What it is attached to. */
  readonly on: Digest;
  /** The digest of its manifest; `on` itself where there are too many to name. */
  readonly digest: Digest;
  readonly tag?: string;
  /** The end of "it …". */
  readonly why: string;
}

/** What decides about attached artifacts. */
export interface ChoiceOptions extends CallOptions {
  /** A repository by its name, with its registry. */
  readonly repository: (name: string) => Source;
  readonly trust: Trust;
  /** Holds an image against policies; what they accept is brought. */
  readonly prove: Prove;
  readonly policiesOf: (source: string) => readonly AppliedPolicy[];
  /** What becomes of artifacts that neither a policy accepts nor a trusted signer signed. */
  readonly unverified: (source: string) => 'carry' | 'refuse';
  /** The promoter signs under the tags `.sig` itself: what a source has there would take its place. Default: false. */
  readonly signsTags?: boolean;
  readonly onLeft?: (left: LeftBehind) => void;
}

/** What belongs beside an image wherever its attached artifacts are kept. */
export interface Chosen {
  readonly artifacts: readonly Attachment[];
  /** What could not be read of the rest, and may be readable later. */
  readonly failure?: Failure;
  /** Where no policy applies: attestations under `.att` that do not verify. */
  readonly violations: readonly string[];
}

// Whoever may push to a source may attach to its images what they like.
/** An attached artifact may have some of its own, such as the signature of an SBOM. */
const mostLevels = 4;
/** The image, its children, and all that is attached to any of them. */
const mostDigests = 5000;
/** Digests whose artifacts are in memory at a time. */
const readingAtATime = 4;
/** Images of which the choice is kept, as each destination registry asks for them again. */
const mostImages = 50_000;

/** What one digest has, without the signed bytes. */
interface Own {
  readonly artifacts: readonly CarriedArtifact[];
  readonly violations: readonly string[];
  /** Of an index, and of one that may have something attached. */
  readonly children: readonly Descriptor[];
}

const nothing: Own = { artifacts: [], violations: [], children: [] };

/** A digest to look at; `level` is 0 for the image and its children. */
interface Visit extends Pick<Descriptor, 'digest' | 'mediaType'> {
  readonly level: number;
}

/**
 * Chooses what goes along with images: what a policy accepts, what a trusted signer signed, and what a project carries unverified.
 * Whatever is set, an artifact that is not what its place says, or that fails verification, stays behind. Each image, and each
 * digest that several of them share, is read once, whoever asks.
 */
export class AttachedChoice {
  readonly #finders = new Map<string, AttachedFinder>();
  readonly #chosen = new LRUCache<string, Promise<Chosen>>({ max: mostImages });
  readonly #owned = new LRUCache<string, Promise<Own>>({ max: mostImages });
  readonly #reading = new PQueue({ concurrency: readingAtATime });

  constructor(private readonly options: ChoiceOptions) {}

  /** Rejects where the source does not let itself be read, so that the next run tries again. */
  of(image: Pick<PromisedImage, 'source' | 'digest' | 'mediaType'>): Promise<Chosen> {
    return once(this.#chosen, `${image.source}@${image.digest}`, () => this.#choose(image));
  }

  async #choose({
    source,
    digest: root,
    mediaType,
  }: Pick<PromisedImage, 'source' | 'digest' | 'mediaType'>): Promise<Chosen> {
    const visits = new Map<Digest, Visit>([[root, { digest: root, mediaType, level: 0 }]]);
    const artifacts: Attachment[] = [];
    const violations: string[] = [];
    let failure: Failure | undefined;
    // A map gives what is added to it while it is gone through, too.
    for (const { digest, mediaType: type, level } of visits.values()) {
      const own = await this.#own(source, { digest, mediaType: type });
      violations.push(...own.violations);
      for (const child of own.children) visit(visits, child, level);
      const accepted = await this.#acceptedOf(source, root, own);
      for (const artifact of own.artifacts) {
        const unread = unreadIn(artifact);
        failure ??= unread;
        if (unread) continue;
        const why =
          level >= mostLevels
            ? `is attached more than ${mostLevels} levels deep`
            : this.#whyLeft(source, artifact, accepted);
        if (why === undefined) {
          artifacts.push(attachmentOf(digest, artifact));
          visit(visits, { digest: artifact.digest, mediaType: '' }, level + 1);
        } else this.#leave(source, digest, artifact, why);
      }
      if (visits.size > mostDigests) {
        const why = `has more than ${mostDigests} artifacts and children, so that none goes along`;
        this.options.onLeft?.({ source, on: root, digest: root, why });
        return { artifacts: [], violations };
      }
    }
    return { artifacts, violations, ...(failure && { failure }) };
  }

  async #acceptedOf(source: string, root: Digest, { artifacts }: Own): Promise<ReadonlySet<Digest>> {
    const { unverified, policiesOf, prove } = this.options;
    if (artifacts.length === 0 || unverified(source) === 'carry') return new Set();
    const policies = policiesOf(source);
    const outcomes = policies.length > 0 ? await prove(source, root, policies) : [];
    return new Set(outcomes.flatMap((outcome) => outcome.accepted));
  }

  #whyLeft(source: string, artifact: CarriedArtifact, accepted: ReadonlySet<Digest>): string | undefined {
    const isInTheWay = this.options.signsTags === true && artifact.place === 'sig';
    return (
      whyBroken(artifact) ??
      (isInTheWay ? 'is under the tag that the promoter signs under' : undefined) ??
      (this.options.unverified(source) === 'refuse'
        ? whyRefused(artifact, accepted, this.options.trust)
        : undefined)
    );
  }

  #leave(source: string, on: Digest, { digest, tag }: CarriedArtifact, why: string): void {
    this.options.onLeft?.({ source, on, digest, ...(tag !== undefined && { tag }), why });
  }

  #own(source: string, of: Pick<Descriptor, 'digest' | 'mediaType'>): Promise<Own> {
    return once(this.#owned, `${source}@${of.digest}`, () => this.#read(source, of));
  }

  async #read(name: string, { digest, mediaType }: Pick<Descriptor, 'digest' | 'mediaType'>): Promise<Own> {
    const { signal, trust, onLeft, policiesOf } = this.options;
    const options: CallOptions = signal ? { signal } : {};
    const source = this.options.repository(name);
    const finder = this.#finderOf(name, source, options);
    const found = await finder.of(digest);
    const isEmpty = found.referrers.length === 0 && found.tags.length === 0;
    const mayHaveChildren = mediaType === '' || isIndexType(mediaType);
    if (isEmpty && !(mayHaveChildren && (await finder.mayHaveMore(digest)))) return nothing;
    const manifest = mayHaveChildren ? await source.fetchManifest(digest, options) : undefined;
    const children = manifest ? readManifest(manifest).children : [];
    if (isEmpty) return children.length === 0 ? nothing : { ...nothing, children: small(children) };
    const { artifacts, unread, violations } = await this.#reading.add(async () => {
      const read = await readOwnArtifacts(source, whatOf(digest, manifest), found, trust, options);
      const isHeld = policiesOf(name).length > 0;
      return { ...read, violations: isHeld ? [] : violationsOf(digest, read.artifacts) };
    });
    if (unread !== undefined) onLeft?.({ source: name, on: digest, digest, why: unread });
    return { artifacts: artifacts.map(withoutPayloads), violations, children: small(children) };
  }

  #finderOf(name: string, source: Source, options: CallOptions): AttachedFinder {
    const finder = this.#finders.get(name) ?? new AttachedFinder(source, options);
    this.#finders.set(name, finder);
    return finder;
  }
}

function visit(visits: Map<Digest, Visit>, { digest, mediaType }: Omit<Visit, 'level'>, level: number): void {
  if (!visits.has(digest)) visits.set(digest, { digest, mediaType, level });
}

/** What is needed of them; an index of many platforms has much more to say. */
function small(children: readonly Descriptor[]): Descriptor[] {
  return children.map(({ digest, mediaType, size }) => ({ digest, mediaType, size }));
}

function whatOf(digest: Digest, manifest: RawManifest | undefined): ReturnType<typeof subjectOf> {
  return manifest ? subjectOf(manifest) : { digest, children: [] };
}

function violationsOf(digest: Digest, artifacts: readonly CarriedArtifact[]): readonly string[] {
  const image = attestedOf({ digest, kind: 'image', artifacts, children: [] });
  return evaluateWithoutPolicy(image).violations;
}

function withoutPayloads(artifact: CarriedArtifact): CarriedArtifact {
  return { ...artifact, signatures: artifact.signatures.map(({ payload, ...signature }) => signature) };
}

function attachmentOf(on: Digest, artifact: CarriedArtifact): Attachment {
  const { digest, tag } = artifact;
  return {
    on,
    digest,
    ...(tag !== undefined && { tag }),
    type: typeOf(artifact),
    signedBy: signersOf(artifact),
  };
}
