import type { PromotionManifest } from '../promotion-manifest.js';
import { matchesPath } from './path-pattern.js';

/** Beyond so many comparisons nobody wrote the policy for people. */
const mostComparisons = 1_000_000;

/** The patterns under `levels` of a policy that match no image at its source or below. */
export function unmatchedPatterns(
  { source, provenance }: PromotionManifest,
  all: readonly PromotionManifest[],
): string[] {
  const patterns = [...new Set(provenance?.levels.flatMap(({ images }) => images))];
  if (patterns.length === 0) return [];
  const names = all.flatMap((manifest) => namesBelow(source.name, manifest));
  if (patterns.length * names.length > mostComparisons) return [];
  return patterns.filter((pattern) => !names.some((name) => matchesPath([pattern], name)));
}

function namesBelow(source: string, { source: own, images }: PromotionManifest): string[] {
  if (own.name !== source && !own.name.startsWith(`${source}/`)) return [];
  return images.map(({ name }) => `${own.name}/${name}`.slice(source.length + 1));
}
