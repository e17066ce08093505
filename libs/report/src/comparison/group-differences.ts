import { causeKey, groupBy } from '@cip/oci';
import type { Difference, DifferenceKind } from '@cip/plan';
import { sharedReason } from '../causes.js';

/** What one digest lacks in registries that are alike in it. */
export interface DifferenceGroup {
  readonly section: Section;
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** The digest itself is missing, not only tags of it. */
  readonly isDigest: boolean;
  readonly registries: readonly string[];
  readonly cause: string;
  readonly differences: readonly [Difference, ...Difference[]];
}

/** What is said of all of them, once. */
export function reasonOf([first, ...others]: readonly [DifferenceGroup, ...DifferenceGroup[]]): string {
  const [one, ...more] = first.differences;
  return sharedReason([one, ...more, ...others.flatMap(({ differences }) => differences)]);
}

/** Digests and tags that are missing are told together. */
export type Section = 'missing' | Exclude<DifferenceKind, 'missing-digest' | 'missing-tag'>;

/** Joins what is said of one digest in one registry, and then the registries of which the same is said. */
export function groupDifferences(differences: readonly Difference[]): DifferenceGroup[] {
  const byRegistry = [...groupBy(differences, ofOneRegistry).values()].map(joined);
  return [...groupBy(byRegistry, ofOneKind).values()].map((alike) => {
    const [first, ...others] = alike;
    const [one, ...more] = first.differences;
    return {
      ...first,
      registries: alike.flatMap(({ registries }) => registries),
      differences: [one, ...more, ...others.flatMap(({ differences }) => differences)],
    };
  });
}

function sectionOf({ kind }: Difference): Section {
  return kind === 'missing-digest' || kind === 'missing-tag' ? 'missing' : kind;
}

function ofOneRegistry(one: Difference): string {
  return [sectionOf(one), one.repository, one.digest, one.registry, causeIn(one)].join('\n');
}

/** Registries that fail alike are told together, so it is no matter which host failed. */
function causeIn({ failure, reason = '' }: Difference): string {
  if (!failure) return reason;
  const { host, ...alike } = failure;
  return causeKey(alike);
}

function joined(alike: readonly [Difference, ...Difference[]]): DifferenceGroup {
  const [first] = alike;
  return {
    section: sectionOf(first),
    repository: first.repository,
    digest: first.digest,
    tags: alike.flatMap(({ tag }) => tag ?? []),
    isDigest: alike.some(({ kind }) => kind === 'missing-digest'),
    registries: [first.registry],
    cause: causeIn(first),
    differences: alike,
  };
}

function ofOneKind({ section, repository, digest, tags, isDigest, cause }: DifferenceGroup): string {
  return [section, repository, digest, tags.join(), isDigest, cause].join('\n');
}
