import type { Builder } from './provenance-policy.js';

/** The builders that a signer may claim: those that name it, or else those that name nobody. */
export function claimableBy(signer: string, builders: readonly Builder[]): readonly Builder[] {
  const naming = builders.filter(({ signers }) => signers.includes(signer));
  return naming.length > 0 ? naming : builders.filter(({ signers }) => signers.length === 0);
}

/** The highest level that any signer can prove: a signer may claim each of its builders, so the lowest of them counts. */
export function highestLevel(signers: readonly string[], builders: readonly Builder[]): number {
  const levels = signers.map((signer) => {
    const claimable = claimableBy(signer, builders);
    return claimable.length === 0 ? 0 : Math.min(...claimable.map(({ level }) => level));
  });
  return Math.max(0, ...levels);
}

/** Whether two builders may be the same: one without a ref stands for every ref. */
export function overlap(one: string, other: string): boolean {
  return one === other || isAnyRefOf(one, other) || isAnyRefOf(other, one);
}

function isAnyRefOf(id: string, other: string): boolean {
  return !id.includes('@') && other.startsWith(`${id}@`);
}
