import { compareTexts } from '@cip/oci';
import type { MadeKind } from '@cip/provenance';

export const signingStates = ['signed', 'existing', 'planned', 'failed'] as const;

/**
 * What became of one digest. `signed`: it got something that it lacked. `existing`: it lacked nothing that can be made. `planned`: it lacks something
 * that was left for another run, or this one was a dry run.
 */
export type SigningState = (typeof signingStates)[number];

/** One digest that is signed in one destination. */
export interface SignedItem {
  readonly state: SigningState;
  /** The name in its manifest; of a platform manifest that of its index. */
  readonly image: string;
  readonly digest: string;
  /** The repository that it is signed in, with its registry. */
  readonly destination: string;
  /** What was made there. */
  readonly made: readonly MadeKind[];
  /** What it lacks there still. */
  readonly missing: readonly MadeKind[];
  /** What is not made, as staging no longer has the image that it would be about. */
  readonly withheld: readonly MadeKind[];
  /** Repositories that it was copied to. */
  readonly copies: readonly string[];
  /** Repositories that lack it still. */
  readonly copiesMissing: readonly string[];
  /** Repositories where the tag of the signature has something else; tags are never moved. */
  readonly taken: readonly string[];
  /** What is there more than once, as two runs signed at the same time. Nothing is deleted. */
  readonly surplus: readonly { readonly kind: MadeKind; readonly digests: readonly string[] }[];
  /** Why it failed. */
  readonly reason?: string;
}

/** How many digests are in each state. */
export type SigningSummary = Readonly<Record<SigningState, number>> & {
  /** Promised by manifests, or a platform of a promised index, and not in the destination yet. */
  readonly absent: number;
  /** Signatures and attestations that were made. */
  readonly made: number;
  /** Mistakes in the manifests: what they touch was left out. */
  readonly invalid: number;
  /** To registries, with those for tokens. */
  readonly requests: number;
};

/** What `cip sign` did, or would do; its JSON Schema is `docs/cli/schema/signing-report.json`. */
export interface SigningReport {
  readonly version: 1;
  readonly command: 'sign';
  readonly summary: SigningSummary;
  /** Sorted by image, digest and destination. */
  readonly items: readonly SignedItem[];
}

/** Puts a report together. */
export function signingReport(
  items: readonly SignedItem[],
  facts: Pick<SigningSummary, 'absent' | 'invalid' | 'requests'>,
): SigningReport {
  const amount = (state: SigningState): number => items.filter((item) => item.state === state).length;
  const { absent, invalid, requests } = facts;
  return {
    version: 1,
    command: 'sign',
    summary: {
      signed: amount('signed'),
      existing: amount('existing'),
      planned: amount('planned'),
      failed: amount('failed'),
      absent,
      made: items.reduce((sum, { made }) => sum + made.length, 0),
      invalid,
      requests,
    },
    items: items.toSorted(inOrder),
  };
}

/** 1 when something failed, or a manifest could not be understood; what is left to do is no complaint. */
export function signingExitCode({ summary }: Pick<SigningReport, 'summary'>): 0 | 1 {
  return summary.failed + summary.invalid === 0 ? 0 : 1;
}

function inOrder(a: SignedItem, b: SignedItem): number {
  return (
    compareTexts(a.image, b.image) ||
    compareTexts(a.digest, b.digest) ||
    compareTexts(a.destination, b.destination)
  );
}
