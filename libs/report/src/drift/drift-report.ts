import { type Drift, type DriftKind, driftKinds } from '@cip/audit';
import type { Shard } from '@cip/oci';
import type { ReportedCompleteness } from '../reported-completeness.js';

/** How many findings of each kind there are; `requests` with those for tokens. */
export type DriftSummary = Readonly<Record<DriftKind, number>> & {
  /** How many were compared. */
  readonly repositories: number;
  /** Parts of the manifests that nobody could read: what they promise is not known. */
  readonly invalid: number;
  readonly requests: number;
};

/** What `cip-auditor sweep` found; its JSON Schema is `docs/cli/schema/drift-report.json`. */
export interface DriftReport {
  readonly version: 1;
  readonly command: 'sweep';
  readonly summary: DriftSummary;
  /** The part of the work that this is about; the others report the rest. */
  readonly shard?: Shard;
  /** Of the manifests: a commit, or `working tree`. */
  readonly revision: string;
  /** Of the destination registries, and of what was watched besides. */
  readonly completeness: ReportedCompleteness;
  /** Invalid parts of the manifests: `file:line rule: message`. Of several shards the first has them. */
  readonly invalid: readonly string[];
  /** The signal that ended the sweep. What is not among the items then is unknown, not in order. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM';
  /** Sorted by repository. */
  readonly items: readonly Drift[];
}

/** What the drift itself does not tell. */
export type DriftFacts = Pick<
  DriftReport,
  'revision' | 'completeness' | 'invalid' | 'interrupted' | 'shard'
> &
  Pick<DriftSummary, 'repositories' | 'requests'>;

export function driftReport(drift: readonly Drift[], facts: DriftFacts): DriftReport {
  const { repositories, requests, revision, completeness, invalid, interrupted, shard } = facts;
  const counts = Object.fromEntries(driftKinds.map((kind) => [kind, 0])) as Record<DriftKind, number>;
  for (const { kind } of drift) counts[kind] += 1;
  return {
    version: 1,
    command: 'sweep',
    summary: { repositories, ...counts, invalid: invalid.length, requests },
    ...(shard && { shard }),
    revision,
    completeness,
    invalid,
    ...(interrupted && { interrupted }),
    items: drift,
  };
}

/** 1 when anything differs, could not be read or is invalid. */
export function driftExitCode({ items, invalid }: Pick<DriftReport, 'items' | 'invalid'>): 0 | 1 {
  return items.length + invalid.length > 0 ? 1 : 0;
}
