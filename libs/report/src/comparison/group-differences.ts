import { groupBy } from '@cip/manifest';
import type { Difference, DifferenceKind } from '@cip/plan';

/** What one digest lacks in registries that are alike in it. */
export interface DifferenceGroup {
  readonly section: Section;
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** The digest itself is missing, not only tags of it. */
  readonly isDigest: boolean;
  readonly registries: readonly string[];
  readonly reason: string;
}

/** Digests and tags that are missing are told together. */
export type Section = 'missing' | Exclude<DifferenceKind, 'missing-digest' | 'missing-tag'>;

/** Joins what is said of one digest in one registry, and then the registries of which the same is said. */
export function groupDifferences(differences: readonly Difference[]): DifferenceGroup[] {
  const byRegistry = [...groupBy(differences, ofOneRegistry).values()].map(joined);
  return [...groupBy(byRegistry, ofOneKind).values()].map((alike) => {
    const [first] = alike;
    return { ...first, registries: alike.flatMap(({ registries }) => registries) };
  });
}

function sectionOf({ kind }: Difference): Section {
  return kind === 'missing-digest' || kind === 'missing-tag' ? 'missing' : kind;
}

function ofOneRegistry(one: Difference): string {
  return [sectionOf(one), one.repository, one.digest, one.registry, reasonOf(one)].join('\n');
}

/** A reason may name the registry and the repository, which the line does as well. */
function reasonOf({ reason = '', registry, repository }: Difference): string {
  const [host = ''] = registry.split('/', 1);
  const path = [...registry.split('/').slice(1), repository].filter((part) => part !== '').join('/');
  const withoutHost = reason.replaceAll(host, '…');
  return path === '' ? withoutHost : withoutHost.replaceAll(`/${path}`, '/…');
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
    reason: reasonOf(first),
  };
}

function ofOneKind({ section, repository, digest, tags, isDigest, reason }: DifferenceGroup): string {
  return [section, repository, digest, tags.join(), isDigest, reason].join('\n');
}
