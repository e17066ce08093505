import { movingTags } from './moving-tags.js';
import type { Policy } from './policy.js';
import { movingTag } from './rules/moving-tag.js';
import { severityFor } from './severity-for.js';

/** The same as {@link movingTags} for a path of the tree: where the rule `moving-tag` is off, no tag counts as moving. */
export function movingTagsAt(path: string, policy: Policy): (tag: string) => boolean {
  return severityFor(movingTag, path, policy) === 'off' ? () => false : movingTags(policy);
}
