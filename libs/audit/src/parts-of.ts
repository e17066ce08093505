import type { ManifestLinks } from './knowledge.js';

/** What an artifact consists of: the layers of a tag, each told from the others, or the entries of a list. */
export function partsOf({ children, artifact }: ManifestLinks): string[] {
  return [...children.map(({ digest }) => digest), ...(artifact?.layers ?? []).map(({ part }) => part)];
}
