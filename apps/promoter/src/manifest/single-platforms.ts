import type { ImageFacts } from '@cip/oci';
import type { Staged } from './read-staging.js';

/**
 * A line for each image of a single platform where its siblings have more: the version before it, or where there is none,
 * the others that are added with it.
 */
export function singlePlatforms(staged: readonly Staged[]): string[] {
  return staged.flatMap((one) => {
    if (platformsOf(one.facts) !== 1) return [];
    const larger = siblingsOf(one, staged).find(({ facts }) => (platformsOf(facts) ?? 0) > 1);
    if (!larger) return [];
    const own = one.facts.platforms.join() || 'one platform';
    const others = larger.facts.platforms.join(', ');
    return [`${one.source}:${one.tag} is for ${own} alone, and ${larger.name} for ${others}`];
  });
}

interface Sibling {
  readonly name: string;
  readonly facts: ImageFacts;
}

function siblingsOf({ image, before }: Staged, staged: readonly Staged[]): Sibling[] {
  if (before) return [{ name: `${image}:${before.tag}`, facts: before.facts }];
  const others = staged.filter((other) => other.image !== image);
  return others.map((other) => ({ name: `${other.image}:${other.tag}`, facts: other.facts }));
}

/** Undefined for what no container runs. */
function platformsOf({ kind, platforms }: ImageFacts): number | undefined {
  if (kind === 'artifact') return undefined;
  return kind === 'image' ? 1 : platforms.length;
}
