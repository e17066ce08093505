import { demandedLevel } from '@cip/manifest';
import { type AppliedPolicy, nameBelow } from '@cip/provenance';

/** A policy, and the name that an image has in it: it may demand more of some images. */
export interface NamedPolicy {
  readonly applied: AppliedPolicy;
  /** Below the source of the policy. */
  readonly name: string;
}

/** The policy for an image of a repository below its source. */
export function named(applied: AppliedPolicy, repository: string): NamedPolicy {
  return { applied, name: nameBelow(applied.source, repository) };
}

/**
 * The policy for an image that may have come from any of its images: a copy keeps the end of its name, so that of all ends the
 * one counts of which most is demanded.
 */
export function nameAnywhere(applied: AppliedPolicy, repository: string): NamedPolicy {
  const [, ...path] = repository.split('/');
  const names = path.map((_, i) => path.slice(i).join('/'));
  const level = (name: string): number => demandedLevel(applied.policy.levels, name) ?? 0;
  return {
    applied,
    name: names.reduce((best, name) => (level(name) > level(best) ? name : best), names[0] ?? ''),
  };
}
