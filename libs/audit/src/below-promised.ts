import type { Digest } from '@cip/oci';
import { isUnreadable, type Knowledge } from './knowledge.js';
import type { PromisedRepository } from './promises.js';

/** The digests below the promised ones as far as they are known, indexes within indexes included, each with its parent. */
export function belowPromised(
  { digests }: PromisedRepository,
  knowledge: Knowledge,
  from: (digest: Digest) => boolean = () => true,
): ReadonlyMap<Digest, Digest> {
  const parents = new Map<Digest, Digest>();
  const open = [...digests].filter(from);
  for (const parent of open) {
    const links = knowledge.manifest(parent);
    if (links === undefined || links === 'absent' || isUnreadable(links)) continue;
    for (const { digest, isIndex } of links.children) {
      if (parents.has(digest)) continue;
      parents.set(digest, parent);
      if (isIndex && !digests.has(digest)) open.push(digest);
    }
  }
  return parents;
}
