import { type Digest, subjectOfTag } from '@cip/oci';
import { judgeAttachedTag } from './judge-attached-tag.js';
import { isUnreadable, type Knowledge } from './knowledge.js';
import type { PromisedRepository } from './promises.js';
import type { Needs, Verdict } from './verdict.js';
import { needs, unreachable } from './verdicts.js';

/**
 * Explains a digest by the tags that it has. Google's registries report an upload without its tag, and the tag apart: a
 * signature names nothing that is promised, but its tag does. `otherwise` is what holds when no tag explains it.
 */
export function explainByTags(
  digest: Digest,
  otherwise: Verdict,
  promised: PromisedRepository,
  knowledge: Knowledge,
): Verdict | Needs {
  const links = knowledge.manifest(digest);
  if (links === undefined || links === 'absent' || isUnreadable(links) || !links.artifact) return otherwise;
  const tags = knowledge.tagsOf(digest);
  if (tags === undefined) return needs({ tagged: [digest] });
  if (isUnreadable(tags)) return unreachable(`the tags of ${digest}`, tags);
  for (const tag of tags) {
    const attachment = subjectOfTag(tag);
    if (!attachment) continue;
    const explained = judgeAttachedTag(tag, digest, attachment, promised, knowledge);
    if (explained.verdict !== 'REJECTED') return explained;
  }
  return otherwise;
}
