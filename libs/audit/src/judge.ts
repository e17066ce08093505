import { type Digest, subjectOfTag } from '@cip/oci';
import type { ChangeEvent } from './change-event.js';
import { explainByGraph } from './explain-by-graph.js';
import { explainByTags } from './explain-by-tags.js';
import type { Knowledge } from './knowledge.js';
import { judgeAttachedTag } from './judge-attached-tag.js';
import type { PromisedRepository, Promises } from './promises.js';
import { needs, rejected, unreachable, verified } from './verdicts.js';
import { isUnreadable } from './knowledge.js';
import type { Needs, Verdict } from './verdict.js';

/**
 * Holds a change against what the manifests promise. Answers `NEEDS` until everything has been read that the verdict
 * depends on; nothing is read for a change that the manifests explain by themselves, nor for a deletion. A verdict
 * REJECTED is as fresh as the promises: whoever gives it sees to it that they are not older than the change.
 */
export function judge(event: ChangeEvent, promises: Promises, knowledge: Knowledge): Verdict | Needs {
  if (event.action === 'delete')
    return rejected('deleted', 'nothing is ever deleted from production by a promotion');
  const promised = promises.in(event.repository);
  if (!promised) {
    return rejected('unknown-repository', `no manifest promotes anything to ${event.repository}`);
  }
  return event.tag === undefined
    ? judgeDigest(event.digest, promised, knowledge)
    : judgeTag(event.tag, event.digest, promised, knowledge);
}

function judgeDigest(
  digest: Digest | undefined,
  promised: PromisedRepository,
  knowledge: Knowledge,
): Verdict | Needs {
  if (digest === undefined) return rejected('malformed', 'it names neither a digest nor a tag');
  if (promised.digests.has(digest)) return verified('promised', 'a manifest names this digest');
  const explained = explainByGraph(digest, promised, knowledge);
  return explained.verdict === 'REJECTED' ? explainByTags(digest, explained, promised, knowledge) : explained;
}

function judgeTag(
  tag: string,
  reported: Digest | undefined,
  promised: PromisedRepository,
  knowledge: Knowledge,
): Verdict | Needs {
  const given = promised.tags.get(tag);
  const attachment = given ? undefined : subjectOfTag(tag);
  const digest = reported ?? (given || attachment ? knowledge.tag(tag) : 'absent');
  if (digest === undefined) return needs({ tags: [tag] });
  if (isUnreadable(digest)) return unreachable(`the tag ${tag}`, digest);
  if (attachment) return judgeAttachedTag(tag, digest, attachment, promised, knowledge);
  if (given && digest !== 'absent') return judgeGivenTag(tag, digest, given);
  const known = digest !== 'absent' && promised.digests.has(digest);
  if (known)
    return rejected('unknown-tag', `the manifests name this digest, but do not give it the tag ${tag}`);
  return given
    ? rejected('wrong-digest', `the tag ${tag} was reported without a digest, and is not there`)
    : rejected(reported ? 'unknown-digest' : 'unknown-tag', `no manifest gives the tag ${tag}`);
}

function judgeGivenTag(tag: string, digest: Digest, given: readonly Digest[]): Verdict {
  // Two manifests that give one tag to two digests promise neither.
  const [only, another] = given;
  if (digest === only && !another) return verified('promised', 'a manifest gives this tag to this digest');
  const wanted = given.join(' and ');
  return rejected('wrong-digest', `the manifests give the tag ${tag} to ${wanted}`);
}
