import { findOpen, type FoundOpen } from '@cip/signing';
import { copyArtifacts, ownArtifacts } from './own-artifacts.js';
import type { SigningContext, Writing } from './signing-context.js';
import type { Target } from './targets.js';

/**
 * Brings what a digest lacks in its home from the next destination that holds the digest: that was the home before a new destination
 * came first in the manifest. Resolves with what the home has then; undefined where that destination has nothing. Rejects when it
 * cannot be read, as what it has must not be made a second time.
 */
export async function adopt(
  { home, copies, digest, kinds }: Target,
  { open }: FoundOpen,
  { reading, own, options }: SigningContext,
  { registry }: Writing,
): Promise<FoundOpen | undefined> {
  for (const name of copies) {
    const other = reading.repository(name);
    if (!(await other.resolve(digest, options))) continue;
    const { byKind } = await findOpen(other, { digest, kinds: open }, own, options);
    const wanted = new Map([...byKind].filter(([kind]) => open.includes(kind)));
    if (wanted.size === 0) return undefined;
    const target = registry.repository(home);
    await copyArtifacts(other, target, ownArtifacts(digest, wanted), options);
    return findOpen(target, { digest, kinds }, own, options);
  }
  return undefined;
}
