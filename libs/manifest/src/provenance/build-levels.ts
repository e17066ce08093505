import { matchesPath } from './path-pattern.js';
import type { Builder, BuildLevel, ImageLevel } from './provenance-policy.js';

/**
 * The builders that an identity may claim, by the signers of the policy that it matches: those that name one of them, or else
 * those that name nobody.
 */
export function claimableBy(signers: readonly string[], builders: readonly Builder[]): readonly Builder[] {
  const naming = builders.filter((builder) => builder.signers.some((signer) => signers.includes(signer)));
  return naming.length > 0 ? naming : builders.filter((builder) => builder.signers.length === 0);
}

/** The highest level that any signer can prove: a signer may claim each of its builders, so the lowest of them counts. */
export function highestLevel(signers: readonly string[], builders: readonly Builder[]): number {
  const levels = signers.map((signer) => {
    const claimable = claimableBy([signer], builders);
    return claimable.length === 0 ? 0 : Math.min(...claimable.map(({ level }) => level));
  });
  return Math.max(0, ...levels);
}

/** Whether two builders may be the same: one without a ref stands for every ref. */
export function overlap(one: string, other: string): boolean {
  return standsFor(one, other) || standsFor(other, one);
}

/** Whether the id of a builder in a policy stands for what provenance calls its builder: itself, or without `@` any ref of it. */
export function standsFor(id: string, claimed: string): boolean {
  return id === claimed || (!id.includes('@') && claimed.startsWith(`${id}@`));
}

/**
 * The highest level that is demanded of an image by its name, relative to the source of the policy; undefined where no pattern
 * matches. An image at the source itself has no name, and no pattern matches it.
 */
export function demandedLevel(levels: readonly ImageLevel[], name: string): BuildLevel | undefined {
  if (name === '') return undefined;
  return levels
    .filter(({ images }) => matchesPath(images, name))
    .map(({ level }) => level)
    .reduce<BuildLevel | undefined>(
      (highest, level) => (highest && highest > level ? highest : level),
      undefined,
    );
}
