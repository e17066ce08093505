import type { Digest } from '@cip/oci';
import { findParent } from './find-parent.js';
import { isUnreadable, type Knowledge } from './knowledge.js';
import type { PromisedRepository } from './promises.js';
import type { Needs, Verdict } from './verdict.js';
import { needs, rejected, unreachable, verified } from './verdicts.js';

/**
 * Explains a digest that no manifest names: as a child of a promised index, or as attached to a promised digest or to
 * a child of one (distribution-spec v1.1, "Listing Referrers": `subject`).
 */
export function explainByGraph(
  digest: Digest,
  promised: PromisedRepository,
  knowledge: Knowledge,
): Verdict | Needs {
  const own = findParent(digest, promised, knowledge);
  if (own.kind === 'child')
    return verified('child', `it belongs to the promised index ${own.parent}`, own.parent);
  const links = knowledge.manifest(digest);
  if (links === undefined) return needs([digest]);
  if (links !== 'absent' && !isUnreadable(links) && links.subject !== undefined) {
    return explainBySubject(links.subject, promised, knowledge);
  }
  if (own.kind === 'unread') return needs(own.unread);
  if (own.kind === 'unreadable') return unreachable('a promised manifest', own.read);
  if (isUnreadable(links)) return unreachable(digest, links);
  return rejected(
    'unknown-digest',
    'no manifest names this digest, and nothing that is promised here refers to it',
  );
}

/** Explains what is attached to a digest. */
export function explainBySubject(
  subject: Digest,
  promised: PromisedRepository,
  knowledge: Knowledge,
): Verdict | Needs {
  if (promised.digests.has(subject)) return verified('attached', `it is attached to ${subject}`, subject);
  const parentage = findParent(subject, promised, knowledge);
  switch (parentage.kind) {
    case 'child':
      return verified(
        'attached',
        `it is attached to ${subject}, a child of ${parentage.parent}`,
        parentage.parent,
      );
    case 'unread':
      return needs(parentage.unread);
    case 'unreadable':
      return unreachable('a promised manifest', parentage.read);
    case 'stranger':
      return rejected('unknown-digest', `it is attached to ${subject}, which no manifest names`);
  }
}
