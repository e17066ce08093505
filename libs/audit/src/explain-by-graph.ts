import type { Digest } from '@cip/oci';
import { explainBySubject, judgeReferrer } from './explain-by-subject.js';
import { findParent } from './find-parent.js';
import { isUnreadable, type Knowledge } from './knowledge.js';
import type { PromisedRepository } from './promises.js';
import type { Needs, Verdict } from './verdict.js';
import { needs, rejected, unreachable, verified, withSigners } from './verdicts.js';

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
  if (links === undefined) return needs({ manifests: [digest] });
  if (links !== 'absent' && !isUnreadable(links) && links.subject !== undefined) {
    const explained = explainBySubject(links.subject, promised, knowledge);
    if (explained.verdict !== 'VERIFIED') return explained;
    const judged = judgeReferrer(digest, links.subject, knowledge);
    return judged.verdict === 'ACCEPTED' ? withSigners(explained, judged) : judged;
  }
  if (own.kind === 'unread') return needs({ manifests: own.unread });
  if (own.kind === 'unreadable') return unreachable('a promised manifest', own.read);
  if (isUnreadable(links)) return unreachable(digest, links);
  return rejected(
    'unknown-digest',
    'no manifest names this digest, and nothing that is promised here refers to it',
  );
}
