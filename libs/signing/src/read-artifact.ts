import {
  artifactOf,
  type CallOptions,
  type Descriptor,
  describeFailure,
  type Digest,
  type Failure,
  failureOf,
  isAsItsTagSays,
  type ManifestContent,
  mediaTypes,
  partId,
  type RawManifest,
  readBlob,
  readManifest,
  type Source,
  subjectOfTag,
} from '@cip/oci';
import type { Verification } from '@cip/provenance';
import { type About, aboutOfSignature, aboutOfStatement, type Subject, verifiedAbout } from './about.js';
import type { CarriedArtifact, CarriedSignature } from './carried.js';
import { type DescribedPart, partsOf } from './parts-of.js';
import { isBundleType, readBundle } from './read-bundle.js';
import { readLegacyAttestation, readLegacySignature } from './read-legacy.js';
import type { ReadBudget } from './read-budget.js';
import { type Signed, UnreadableSignatureError } from './signed.js';
import type { Trust } from './trust.js';
import { verifySigned } from './verify-signed.js';

const largestSigned = 16 * 1024 * 1024;
const mostLayers = 64;

interface Reader {
  readonly read: (bytes: Uint8Array, layer: DescribedPart) => Signed;
  readonly about: (signed: Signed, subject: Subject) => About;
}

const bundle: Reader = { read: readBundle, about: aboutOfStatement };
const signature: Reader = {
  read: (bytes, { annotations }) => readLegacySignature({ bytes, annotations }),
  about: aboutOfSignature,
};
const attestation: Reader = {
  read: (bytes, { annotations }) => readLegacyAttestation({ bytes, annotations }),
  about: aboutOfStatement,
};

/** The right to read manifests and blobs of a repository. */
export type ArtifactSource = Pick<Source, 'fetchManifest' | 'fetchBlob'>;

/** Reads and verifies single artifacts of a repository. */
export class ReadArtifact {
  constructor(
    private readonly source: ArtifactSource,
    private readonly trust: Trust,
    private readonly options: CallOptions,
    private readonly budget: ReadBudget,
  ) {}

  /** A manifest that a digest has for a referrer. */
  async ofReferrer(
    { digest, artifactType }: Pick<Descriptor, 'digest' | 'artifactType'>,
    subject: Subject,
  ): Promise<CarriedArtifact> {
    const place = 'referrer';
    const shownAs = `the referrer ${digest}`;
    const type = artifactType === undefined ? {} : { artifactType };
    try {
      const manifest = await this.source.fetchManifest(digest, this.options);
      if (!manifest) return { digest, place, ...type, misplaced: 'is listed and not there', signatures: [] };
      const content = readManifest(manifest);
      const says = content.artifactType === undefined ? type : { artifactType: content.artifactType };
      const fault = faultOfReferrer(content, subject.digest);
      if (fault !== undefined) return { digest, place, ...says, misplaced: fault, signatures: [] };
      const { config, layers } = partsOf(manifest);
      if (!layers.some(({ mediaType }) => isBundleType(mediaType))) {
        return { digest, place, ...says, signatures: [unsigned(digest, shownAs)] };
      }
      const misplaced = faultOfBundle(config, layers);
      if (misplaced !== undefined) return { digest, place, ...says, misplaced, signatures: [] };
      const signatures = await Promise.all(
        layers.map((layer) =>
          this.#signature({ layer, digest, part: digest, shownAs, subject, reader: bundle }),
        ),
      );
      return { digest, place, ...says, signatures };
    } catch (error) {
      return {
        digest,
        place,
        ...type,
        signatures: [{ digest, part: digest, shownAs, ...this.#unknown(error) }],
      };
    }
  }

  /** What is under `sha256-<hex>.sig`, `.att` or `.sbom`. */
  async ofTag(
    { tag, digest }: { readonly tag: string; readonly digest: Digest },
    subject: Subject,
  ): Promise<CarriedArtifact> {
    const kind = subjectOfTag(tag)?.kind ?? 'sbom';
    const place = kind === 'referrers' ? 'referrer' : kind;
    const shownAs = `the tag ${tag}`;
    try {
      const manifest = await this.source.fetchManifest(digest, this.options);
      if (!manifest) return { digest, place, tag, misplaced: 'points at what is not there', signatures: [] };
      if (!isAsItsTagSays(kind, artifactOf(readManifest(manifest)))) {
        return { digest, place, tag, misplaced: 'does not hold what its name says', signatures: [] };
      }
      if (place === 'sbom') return { digest, place, tag, signatures: [unsigned(digest, shownAs)] };
      return { digest, place, tag, signatures: await this.#layers(manifest, tag, subject) };
    } catch (error) {
      return { digest, place, tag, signatures: [{ digest, part: digest, shownAs, ...this.#unknown(error) }] };
    }
  }

  async #layers(manifest: RawManifest, tag: string, subject: Subject): Promise<CarriedSignature[]> {
    const { layers } = partsOf(manifest);
    const reader = tag.endsWith('.att') ? attestation : signature;
    const signatures: CarriedSignature[] = [];
    for (const [i, layer] of layers.slice(0, mostLayers).entries()) {
      const shownAs = layers.length === 1 ? `the tag ${tag}` : `layer ${i + 1} of the tag ${tag}`;
      const { digest } = layer;
      signatures.push(
        await this.#signature({ layer, digest, part: partId(layer), shownAs, subject, reader }),
      );
    }
    if (layers.length > mostLayers) {
      const why = `it has ${layers.length} layers, of which ${mostLayers} were read`;
      signatures.push({
        digest: manifest.descriptor.digest,
        part: manifest.descriptor.digest,
        shownAs: `the tag ${tag}`,
        verification: { kind: 'unknown', why },
      });
    }
    return signatures;
  }

  async #signature(what: {
    readonly layer: DescribedPart;
    readonly digest: Digest;
    readonly part: string;
    readonly shownAs: string;
    readonly subject: Subject;
    readonly reader: Reader;
  }): Promise<CarriedSignature> {
    const { layer, digest, part, shownAs, subject, reader } = what;
    const named = { digest, layer: layer.digest, part, shownAs };
    if (layer.size > largestSigned) {
      const why = `it has ${layer.size} bytes, more than the ${largestSigned} that are read`;
      return { ...named, verification: { kind: 'unverifiable', why } };
    }
    if (!this.budget.take(layer.size)) {
      const why = `the image carries more than the ${this.budget.bytes} bytes of signed content that are read`;
      return { ...named, verification: { kind: 'unverifiable', why } };
    }
    try {
      const signed = reader.read(await readBlob(this.source, layer, this.options), layer);
      const about = reader.about(signed, subject);
      return {
        ...named,
        verification: verifiedAbout(await verifySigned(signed, this.trust), about),
        payload: signed.payload,
        ...(about.predicateType !== undefined && { predicateType: about.predicateType }),
      };
    } catch (error) {
      if (!(error instanceof UnreadableSignatureError)) return { ...named, ...this.#unknown(error) };
      return { ...named, verification: { kind: error.kind, why: `it ${error.why}` } };
    }
  }

  #unknown(error: unknown): { readonly verification: Verification; readonly failure: Failure } {
    const failure = failureOf(error, this.options.signal);
    return { verification: { kind: 'unknown', why: describeFailure(failure) }, failure };
  }
}

function unsigned(digest: Digest, shownAs: string): CarriedSignature {
  return { digest, part: digest, shownAs, verification: { kind: 'unsigned' } };
}

function faultOfReferrer(content: ManifestContent, subject: Digest): string | undefined {
  if (content.subject?.digest !== subject) return 'is listed as attached and has another subject';
  return artifactOf(content) === undefined ? 'is an image that can be run' : undefined;
}

/** What nobody looked at must not travel with a bundle. */
function faultOfBundle(
  config: DescribedPart | undefined,
  layers: readonly DescribedPart[],
): string | undefined {
  if (layers.length !== 1) return 'holds more than its bundle';
  return config?.mediaType === mediaTypes.ociEmpty ? undefined : 'holds a configuration beside its bundle';
}
