import type { MadeKind, PolicyOutcome } from '@cip/provenance';

export const artifactResults = [
  'verified',
  'unsigned',
  'unverifiable',
  'failed',
  'unknown',
  'misplaced',
] as const;

/**
 * What became of one signature. `unverifiable`: there is nothing to verify it with. `failed`: it is not what it says.
 * `unknown`: it could not be read. `misplaced`: it is not what its place says, such as an image under `.sig`.
 */
export type ArtifactResult = (typeof artifactResults)[number];

/** One signature that an image carries, or one artifact without any. */
export interface VerifiedArtifact {
  /** The digest that it is attached to: the image, or a child of the index. */
  readonly on: string;
  /** Of a child, as `linux/arm64`. */
  readonly platform?: string;
  readonly place: 'referrer' | 'sig' | 'att' | 'sbom';
  readonly tag?: string;
  /** Of its manifest, or of the layer of a tag. */
  readonly digest: string;
  readonly artifactType?: string;
  readonly predicateType?: string;
  readonly result: ArtifactResult;
  /** Why it is not verified, as a sentence without a full stop. */
  readonly reason?: string;
  readonly signedBy: readonly string[];
}

/** What the project's promoter has signed for an image in production. */
export interface PromotionCheck {
  /** Where that is kept: this repository with its registry, or the canonical one. */
  readonly repository: string;
  /** Verified, and by the promoter. */
  readonly found: readonly {
    readonly kind: MadeKind;
    /** Of its manifest. */
    readonly digest: string;
    /** What it says, as a sentence without a full stop. */
    readonly says: string;
  }[];
  readonly missing: readonly MadeKind[];
  /** By which anybody can check it, for a POSIX shell. */
  readonly commands: readonly string[];
}

/** One image that was asked about. */
export interface VerifiedImage {
  /** As typed. */
  readonly asked: string;
  /** With its registry. */
  readonly repository: string;
  /** Absent where it could not be resolved. */
  readonly digest?: string;
  readonly artifacts: readonly VerifiedArtifact[];
  /** What policies say; empty where none applies. */
  readonly proof: readonly PolicyOutcome[];
  /** Absent for what the project does not promote, or does not sign. */
  readonly promotion?: PromotionCheck;
  /** What is not as it should be, whatever policies say; a sentence without a full stop each. */
  readonly violations: readonly string[];
  /** Why nobody knows: it is not there, or a part of it could not be read. */
  readonly reason?: string;
}

/** `good`: all policies are satisfied, and nothing is not as it should be. `unknown`: not everything could be read. */
export type ImageVerdict = 'good' | 'bad' | 'unknown';

/** What `cip verify` found; its JSON Schema is `docs/cli/schema/verification-report.json`. */
export interface VerificationReport {
  readonly version: 1;
  readonly command: 'verify';
  readonly summary: Readonly<Record<ImageVerdict, number>> & { readonly requests: number };
  /** In the order in which they were asked about. */
  readonly items: readonly (VerifiedImage & { readonly verdict: ImageVerdict })[];
}

export function verificationReport(
  images: readonly VerifiedImage[],
  { requests }: { readonly requests: number },
): VerificationReport {
  const items = images.map((image) => ({ ...image, verdict: verdictOf(image) }));
  const amount = (verdict: ImageVerdict): number => items.filter((item) => item.verdict === verdict).length;
  return {
    version: 1,
    command: 'verify',
    summary: { good: amount('good'), bad: amount('bad'), unknown: amount('unknown'), requests },
    items,
  };
}

/** 0 when all images are good, 1 otherwise. */
export function verificationExitCode({ summary }: Pick<VerificationReport, 'summary'>): 0 | 1 {
  return summary.bad + summary.unknown === 0 ? 0 : 1;
}

function verdictOf({ proof, violations, reason, artifacts }: VerifiedImage): ImageVerdict {
  if (violations.length > 0 || proof.some(({ satisfied }) => !satisfied)) return 'bad';
  const isUnread = reason !== undefined || artifacts.some(({ result }) => result === 'unknown');
  return isUnread ? 'unknown' : 'good';
}
