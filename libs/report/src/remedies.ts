import type { BlockerKind } from '@cip/plan';

interface Remedy {
  readonly meaning: string;
  /** What to find out before either way out is taken. */
  readonly first?: string;
  readonly waysOut: readonly [string, string];
}

/** What each kind of blocker means, and the ways out of it, for whoever has to act. */
export const remedies: Readonly<Record<BlockerKind, Remedy>> = {
  'tag-moved': {
    meaning: 'production has the tag on another digest',
    first: "find out who wrote the tag: see the registry's audit log and the auditor's verdict",
    waysOut: [
      'restore the tag from a backup with cip-backup restore --overwrite-tags',
      'if that write was intended, give the new digest a tag of its own, or put the digest that production has into the manifest',
    ],
  },
  'missing-source': {
    meaning: 'the image is nowhere to copy from',
    waysOut: [
      'push the image to the source again and run this again',
      'correct the digest in the manifest or take it out',
    ],
  },
  'invalid-manifest': {
    meaning: 'a manifest has a mistake',
    waysOut: ['correct it at the place named', 'revert the change that brought it'],
  },
  conflict: {
    meaning: 'manifests give one tag to several digests',
    waysOut: [
      'keep the tag under one digest and take it away from the others',
      'name the same digest under this tag everywhere',
    ],
  },
  unreachable: {
    meaning: 'a registry could not be read, so nothing was written there',
    waysOut: [
      'run this again when the registry answers',
      'check its name in the manifest, and the rights to read it',
    ],
  },
  provenance: {
    meaning: 'a provenance policy is not satisfied',
    waysOut: [
      'have the image built and attested as the policy demands, and run this again',
      'change the policy, or promote it unverified with --ignore-provenance if you have verified it yourself',
    ],
  },
  'safety-stop': {
    meaning: 'the plan wants far more than it should, so nothing was done on that registry',
    first:
      'find out why: the wrong tree or credentials, a registry that hides what it holds, a deleted repository',
    waysOut: [
      'correct that and run this again',
      'allow it, if it is meant: --fill HOST for a new registry, --max-steps and --max-change otherwise',
    ],
  },
};

/** What to do about a blocker, a line each. Which credentials were sent, and which flag sends others, is part of each failure. */
export function waysOutOf(kind: BlockerKind): string[] {
  const { first, waysOut } = remedies[kind];
  return [...(first === undefined ? [] : [`first ${first}`]), `either ${waysOut[0]}`, `or ${waysOut[1]}`];
}
