import type { Digest } from '@cip/oci';
import { isUnreadable, type Knowledge, type Unreadable } from './knowledge.js';
import type { PromisedRepository } from './promises.js';

/** What is known about the promised index that has a digest below it; `unread` must be read before there is an answer. */
export type Parentage =
  | { readonly kind: 'child'; readonly parent: Digest }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'unread'; readonly unread: readonly Digest[] }
  | { readonly kind: 'unreadable'; readonly read: Unreadable };

/** Looks for a digest below the promised digests of a repository, indexes within indexes included. */
export function findParent(child: Digest, promised: PromisedRepository, knowledge: Knowledge): Parentage {
  const unread: Digest[] = [];
  let failed: Unreadable | undefined;
  const seen = new Set<Digest>();
  const open = [...promised.digests].map((digest) => ({ digest, root: digest }));
  for (const { digest, root } of open) {
    if (seen.has(digest)) continue;
    seen.add(digest);
    const links = knowledge.manifest(digest);
    if (links === undefined) unread.push(digest);
    else if (isUnreadable(links)) failed ??= { ...links, unreadable: `${digest}: ${links.unreadable}` };
    else if (links !== 'absent') {
      if (links.children.some((one) => one.digest === child)) return { kind: 'child', parent: root };
      open.push(...links.children.filter((one) => one.isIndex).map((one) => ({ digest: one.digest, root })));
    }
  }
  if (unread.length > 0) return { kind: 'unread', unread };
  return failed ? { kind: 'unreadable', read: failed } : { kind: 'stranger' };
}
