import { type Completeness, groupBy, leastComplete, printable } from '@cip/oci';
import { count } from './words.js';

/** Repositories of which the same is known, for the same reason. */
export interface KnownPart {
  readonly kind: Exclude<Completeness['kind'], 'complete'>;
  readonly reason: string;
  /** Sorted. */
  readonly repositories: readonly string[];
}

/** How much of what was read is known; the definition `completeness` of the JSON Schemas. */
export interface ReportedCompleteness {
  /** Of what is least known. */
  readonly kind: Completeness['kind'];
  readonly reason?: string;
  /** Repositories that are not `complete`. */
  readonly parts: readonly KnownPart[];
}

/** Puts together what is known of a set of repositories, and of each of them, by name. */
export function reportedCompleteness(
  set: Completeness,
  repositories: Iterable<readonly [name: string, completeness: Completeness]> = [],
): ReportedCompleteness {
  const named = [...repositories];
  const least = leastComplete([set, ...named.map(([, completeness]) => completeness)]);
  const partial = named.flatMap(([name, one]) => (one.kind === 'complete' ? [] : [{ ...one, name }]));
  const parts = [...groupBy(partial, ({ kind, reason }) => `${kind}\n${reason}`).values()].map((alike) => ({
    kind: alike[0].kind,
    reason: alike[0].reason,
    repositories: alike.map(({ name }) => name).sort(),
  }));
  return { kind: least.kind, ...(least.kind !== 'complete' && { reason: least.reason }), parts };
}

/** What people are told of it, if it is not complete: a sentence. */
export function completenessNote(what: string, { kind, reason, parts }: ReportedCompleteness): string[] {
  if (kind === 'complete') return [];
  const names = parts.flatMap(({ repositories }) => repositories);
  const where = names.length === 0 ? '' : ` (${count(names.length, 'repository', 'repositories')})`;
  const known = kind === 'tags-only' ? 'is known by its tags only' : 'is not known completely';
  return [printable(`${what} ${known}${where}: ${reason ?? 'no reason was given'}.`)];
}
