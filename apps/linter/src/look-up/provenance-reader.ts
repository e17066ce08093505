import type { CallOptions, Digest } from '@cip/oci';
import type { AddedProvenance } from '@cip/policy';
import { type AppliedPolicies, evaluateWithoutPolicy, policyOutcomes, signerText } from '@cip/provenance';
import type { Carried, Trust } from '@cip/signing';
import PQueue from 'p-queue';
import type { CarefulReader } from './careful-reader.js';

/** What images are held against. */
export interface ProvenanceOptions extends CallOptions {
  readonly policies: AppliedPolicies;
  /** Is asked for when the first image is read. */
  readonly trust: () => Promise<Trust>;
}

/** Images whose signed content is in memory at a time. */
const imagesAtATime = 4;

/** Reads what images carry in their sources, verifies it, and holds it against the policies that apply. */
export class ProvenanceReader {
  readonly #queue = new PQueue({ concurrency: imagesAtATime });
  #trust: Promise<Trust> | undefined;

  constructor(
    private readonly reader: CarefulReader,
    private readonly options: ProvenanceOptions,
  ) {}

  /** Rejects on abort, and when the trust cannot be used. */
  read(source: string, digest: Digest): Promise<AddedProvenance> {
    return this.#queue.add(() => this.#read(source, digest));
  }

  async #read(source: string, digest: Digest): Promise<AddedProvenance> {
    const { policies, trust, ...call } = this.options;
    // Loaded only where something is added.
    const { attestedOf, readCarried } = await import('@cip/signing');
    const trusted = await (this.#trust ??= trust());
    const carried = await readCarried(this.reader.source(source), digest, trusted, call);
    const isPartial = this.#noteUnread(carried, source);
    const image = attestedOf(carried);
    const applied = policies.of(source);
    const isHeld = applied.length > 0;
    return {
      outcomes: policyOutcomes(applied, image, source),
      // What could not be read may well verify.
      invalid: isHeld || isPartial ? [] : evaluateWithoutPolicy(image).violations,
      signers: signersOf(carried),
      isPartial,
    };
  }

  /** Whether there is something that could not be read. Failures other than those of single blobs have been noted already. */
  #noteUnread({ artifacts, children, unread }: Carried, source: string): boolean {
    const signatures = artifacts.flatMap((artifact) => artifact.signatures);
    for (const { failure } of signatures) if (failure) this.reader.note(source, failure);
    const isOwn =
      unread !== undefined || signatures.some(({ verification }) => verification.kind === 'unknown');
    return children.map((child) => this.#noteUnread(child, source)).includes(true) || isOwn;
  }
}

function signersOf({ artifacts }: Carried): string[] {
  const texts = artifacts.flatMap(({ signatures }) =>
    signatures.flatMap(({ verification }) =>
      verification.kind === 'verified' ? verification.signers.map(signerText) : [],
    ),
  );
  return [...new Set(texts)].sort();
}
