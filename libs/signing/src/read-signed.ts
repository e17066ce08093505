import {
  type CallOptions,
  describeFailure,
  type Digest,
  type Failure,
  type FailureCode,
  failureOf,
} from '@cip/oci';
import {
  type AppliedPolicy,
  evaluate,
  type JudgedSignature,
  predicateTypes,
  signerText,
  type SignedArtifact,
} from '@cip/provenance';
import type { Subject } from './about.js';
import type { CarriedArtifact, CarriedSignature } from './carried.js';
import { isOfPromoters } from './of-promoters.js';
import { type ArtifactSource, ReadArtifact } from './read-artifact.js';
import { ReadBudget } from './read-budget.js';
import { subjectOf } from './read-carried.js';
import { isTrusted, type Trust, type TrustRoot } from './trust.js';

/** An attached artifact of a repository. */
export interface AskedArtifact {
  /** Of its manifest. */
  readonly digest: Digest;
  /** What it is attached to. */
  readonly subject: Digest;
  /** The tag `sha256-<hex>.sig`, `.att` or `.sbom` that it has; absent for a referrer. */
  readonly tag?: string;
}

/** Whose signatures count. */
export interface Believed {
  readonly trust: Trust;
  /** Those of the sources: what they accept would be carried to production. */
  readonly policies: readonly AppliedPolicy[];
}

/** Something that could not be read, with the reason. */
export interface UnreadSignatures {
  readonly unreadable: string;
  readonly failure?: Failure;
}

/**
 * Reads one attached artifact, and finds out who signed it and what that is worth. What is broken for good is `unproven`; what
 * may be readable later is not judged at all. Rejects on abort only.
 */
export async function readSigned(
  source: ArtifactSource,
  asked: AskedArtifact,
  believed: Believed,
  options: CallOptions = {},
): Promise<SignedArtifact | UnreadSignatures> {
  const root = new AskedRoot(believed);
  try {
    const subject = await subjectIn(source, asked, options);
    const trust = { ...believed.trust, root: () => root.read() };
    const reader = new ReadArtifact(source, trust, options, new ReadBudget());
    const { digest, tag } = asked;
    const artifact =
      tag === undefined
        ? await reader.ofReferrer({ digest }, subject)
        : await reader.ofTag({ tag, digest }, subject);
    return unreadIn(artifact, root) ?? judged(artifact, subject, believed);
  } catch (error) {
    return unread(failureOf(error, options.signal));
  }
}

/** A signature under `.sig` names one digest; statements may be about the children of an index, too. */
async function subjectIn(
  source: ArtifactSource,
  { subject, tag }: AskedArtifact,
  options: CallOptions,
): Promise<Subject> {
  const isAboutOne = tag !== undefined && !tag.endsWith('.att');
  const manifest = isAboutOne ? undefined : await source.fetchManifest(subject, options);
  return manifest ? subjectOf(manifest) : { digest: subject, children: [] };
}

/** The trust root, which need not be fetched where no certificate could count. */
class AskedRoot {
  /** Why certificates that might count could not be verified. */
  missing: string | undefined;

  constructor(private readonly believed: Believed) {}

  async read(): Promise<TrustRoot> {
    const { trust, policies } = this.believed;
    if ((trust.identities ?? []).length === 0 && policies.length === 0) {
      return { missing: 'it was signed with a certificate, and no identity is trusted' };
    }
    const root = await trust.root();
    if ('missing' in root) this.missing = root.missing;
    return root;
  }
}

/** What another try would give again. */
const lasting: ReadonlySet<FailureCode> = new Set(['NOT_FOUND', 'TOO_LARGE', 'INVALID_MANIFEST']);

function unreadIn({ signatures }: CarriedArtifact, { missing }: AskedRoot): UnreadSignatures | undefined {
  for (const { verification, failure } of signatures) {
    if (verification.kind === 'unknown' && failure && !lasting.has(failure.code)) return unread(failure);
    if (verification.kind === 'unverifiable' && verification.why === missing) return { unreadable: missing };
  }
  return undefined;
}

function unread(failure: Failure): UnreadSignatures {
  return { unreadable: describeFailure(failure), failure };
}

function judged(artifact: CarriedArtifact, subject: Subject, believed: Believed): SignedArtifact {
  const { digest, misplaced, signatures } = artifact;
  if (misplaced !== undefined) {
    return { signatures: [{ part: digest, kind: 'unproven', why: `it ${misplaced}` }] };
  }
  return {
    signatures: signatures.map((signature) => {
      const { part, predicateType } = signature;
      const ofPromoters =
        artifact.place === 'sig' ||
        predicateType === predicateTypes.imageSignature ||
        isOfPromoters(predicateType);
      const worth = worthOf(signature, artifact, subject, believed);
      return { part, ...worth, ...(ofPromoters && { ofPromoters }) };
    }),
  };
}

/** What a signature is worth, whatever it is about. */
type Worth = JudgedSignature extends infer One
  ? One extends unknown
    ? Omit<One, 'part' | 'ofPromoters'>
    : never
  : never;

function worthOf(
  signature: CarriedSignature,
  { place }: CarriedArtifact,
  subject: Subject,
  { trust, policies }: Believed,
): Worth {
  const { verification, predicateType } = signature;
  if (verification.kind === 'unsigned') return { kind: 'unproven', why: 'it is not signed' };
  if (verification.kind !== 'verified') return { kind: 'unproven', why: verification.why };
  const { signers } = verification;
  const trusted = signers.find((signer) => isTrusted(trust, signer));
  if (trusted) return { kind: 'trusted', by: signerText(trusted) };
  const by = signers.map(signerText).join(' and ');
  const isCarried = place === 'referrer' && !isOfPromoters(predicateType);
  const isAccepted = isCarried && policies.some((applied) => accepts(applied, signature, subject));
  return { kind: isAccepted ? 'trusted' : 'stranger', by };
}

/** Whether a policy accepts an attestation, as it does when the promoter asks what goes along with an image. */
function accepts(
  { policy }: AppliedPolicy,
  { digest, shownAs, verification, payload }: CarriedSignature,
  subject: Subject,
): boolean {
  const attestation = {
    digest,
    shownAs,
    form: 'bundle' as const,
    verification,
    ...(payload && { payload }),
  };
  const image = (of: Digest) => ({ digest: of, kind: 'image', attestations: [], children: [] }) as const;
  const { accepted } = evaluate(
    policy,
    {
      ...image(subject.digest),
      kind: subject.children.length > 0 ? 'index' : 'image',
      attestations: [attestation],
      children: subject.children.map(image),
    },
    '',
  );
  return accepted.length > 0;
}
