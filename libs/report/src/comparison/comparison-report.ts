import type { ReportedCompleteness } from '../reported-completeness.js';
import { type Difference, type DifferenceKind, differenceKinds } from '@cip/plan';
import { sortBy } from 'es-toolkit/array';

/** Every figure under the name of a kind counts items of it; `repositories`, `digests` and `tags` are those of the old registry. */
export type ComparisonSummary = Readonly<Record<DifferenceKind, number>> & {
  readonly old: string;
  readonly new: readonly string[];
  readonly level: 'listing' | 'graph' | 'blobs';
  /** Every new registry has all of the old one, and all of it was read. */
  readonly complete: boolean;
  /** Those that hold something. */
  readonly repositories: number;
  /** Those among them that an earlier run found equal, and that were not asked again. */
  readonly settled: number;
  readonly digests: number;
  readonly tags: number;
  /** Sent by the whole run, with those for tokens. */
  readonly requests: number;
};

/** What `cip compare` found; its JSON Schema is `docs/cli/schema/comparison-report.json`. */
export interface ComparisonReport {
  readonly version: 1;
  readonly command: 'compare';
  readonly summary: ComparisonSummary;
  /** Of the old registry. */
  readonly completeness: ReportedCompleteness;
  /** The signal that ended the run. What is not among the items then is unknown. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM';
  /** Sorted by repository, digest, tag and registry. */
  readonly items: readonly Difference[];
}

type Facts = Pick<
  ComparisonSummary,
  'old' | 'new' | 'level' | 'repositories' | 'settled' | 'digests' | 'tags' | 'requests'
> &
  Pick<ComparisonReport, 'completeness' | 'interrupted'>;

export function comparisonReport(differences: readonly Difference[], facts: Facts): ComparisonReport {
  const { interrupted, level, completeness, repositories, settled, digests, tags, requests } = facts;
  const counts = Object.fromEntries(differenceKinds.map((kind) => [kind, 0])) as Record<
    DifferenceKind,
    number
  >;
  for (const { kind } of differences) counts[kind] += 1;
  const summary = {
    old: facts.old,
    new: facts.new,
    level,
    complete: differences.length === 0 && interrupted === undefined && completeness.kind !== 'unknown',
    repositories,
    settled,
    digests,
    tags,
    ...counts,
    requests,
  };
  const items = sortBy(differences, [
    'repository',
    'digest',
    ({ tag = '' }) => tag,
    'registry',
    'kind',
    ({ reason = '' }) => reason,
  ]);
  return {
    version: 1,
    command: 'compare',
    summary,
    completeness,
    ...(interrupted && { interrupted }),
    items,
  };
}

/** 0 only when everything is there and was read. */
export function comparisonExitCode({ summary }: Pick<ComparisonReport, 'summary'>): 0 | 1 {
  return summary.complete ? 0 : 1;
}
