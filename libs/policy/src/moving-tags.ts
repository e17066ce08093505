import type { Policy } from './policy.js';
import { tagPatternsOf } from './tag-pattern.js';

const alwaysMoving = /^(?:latest|v\d+(?:\.\d+)?)$/;

/** Tells tags that people expect to move: `latest`, `v1`, `v1.2`, and those that a policy names. */
export function movingTags({ movingTags: sources }: Policy): (tag: string) => boolean {
  const patterns = tagPatternsOf(sources);
  return (tag) => alwaysMoving.test(tag) || patterns.some((pattern) => pattern.matches(tag));
}
