import type { ImageFacts } from '@cip/oci';
import type { Staged } from './read-staging.js';

/**
 * A line for each image of a single platform where its siblings have more: the version before it, or where there is none,
 * the others that are added with it.
 */
export function singlePlatforms(staged: readonly Staged[]): string[] {
  return staged.flatMap((one) => {
    if (platformsOf(one.facts) !== 1) return [];
    const sibling = one.before ? [one.before] : staged.filter(({ image }) => image !== one.image);
    const larger = sibling.find(({ facts }) => (platformsOf(facts) ?? 0) > 1);
    if (!larger) return [];
    const name = 'image' in larger ? `${larger.image}:${larger.tag}` : `${one.image}:${larger.tag}`;
    const own = one.facts.platforms.join() || 'one platform';
    return [
      `${one.source}:${one.tag} is for ${own} alone, and ${name} for ${larger.facts.platforms.join(', ')}`,
    ];
  });
}

/** Undefined for what no container runs. */
function platformsOf({ kind, platforms }: ImageFacts): number | undefined {
  if (kind === 'artifact') return undefined;
  return kind === 'image' ? 1 : platforms.length;
}
