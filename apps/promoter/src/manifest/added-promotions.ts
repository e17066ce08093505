import { type AddedPromotion, placeOfTag, positionOf, type PromotionManifest } from '@cip/manifest';
import { groupBy } from '@cip/oci';
import type { Staged } from './read-staging.js';

/** What is to be added to a manifest, and a line for each tag that it has given to another digest already. */
export interface Additions {
  readonly added: readonly AddedPromotion[];
  readonly taken: readonly string[];
}

/** Compares what staging has with what a manifest promotes; what it promotes already is left out. */
export function additionsTo({ images }: PromotionManifest, staged: readonly Staged[]): Additions {
  const taken: string[] = [];
  const fresh = staged.filter(({ image, tag, digest, source }) => {
    const holder = images.find(({ name }) => name === image)?.digests.find(({ tags }) => tags.includes(tag));
    if (!holder) return true;
    if (holder.digest !== digest) {
      const { file, line } = positionOf(placeOfTag(holder, tag));
      taken.push(`${source}:${tag} is ${digest} now, and ${file}:${line} gives the tag to ${holder.digest}`);
    }
    return false;
  });
  const groups = groupBy(fresh, ({ image, digest }) => `${image}@${digest}`);
  const added = [...groups.values()].map((group) => {
    const [{ image, digest }] = group;
    return { image, digest, tags: group.map(({ tag }) => tag) };
  });
  return { added, taken };
}
