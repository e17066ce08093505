import { type Digest, referrersTag } from '@cip/oci';
import { explainBySubject } from './explain-by-graph.js';
import { isUnreadable, type Knowledge, type ManifestLinks } from './knowledge.js';
import type { PromisedRepository } from './promises.js';
import type { Needs, Verdict } from './verdict.js';
import { needs, rejected, unreachable } from './verdicts.js';

/**
 * Judges a tag that says by its form what it is attached to. It may come once; only the referrers tag may change
 * after that, and only by growing.
 */
export function judgeAttachedTag(
  tag: string,
  digest: Digest | 'absent',
  subject: Digest,
  promised: PromisedRepository,
  knowledge: Knowledge,
): Verdict | Needs {
  const explained = explainBySubject(subject, promised, knowledge);
  if (explained.verdict === 'REJECTED') {
    return rejected('unknown-tag', `the tag ${tag} is attached to a digest that no manifest names`);
  }
  if (explained.verdict !== 'VERIFIED') return explained;
  if (digest === 'absent')
    return rejected('unknown-tag', `the tag ${tag} was reported without a digest, and is not there`);
  const before = knowledge.attached(tag);
  if (tag === referrersTag(subject)) return judgeGrowth(tag, before, digest, explained, knowledge);
  if (before === undefined || before === digest) return explained;
  return rejected('wrong-digest', `the attached tag ${tag} was ${before} before, and never changes`);
}

// The list itself is read when it comes, so that it is known when the next one comes and the registry has let it go.
function judgeGrowth(
  tag: string,
  before: Digest | undefined,
  digest: Digest,
  explained: Verdict,
  knowledge: Knowledge,
): Verdict | Needs {
  const now = knowledge.manifest(digest);
  if (now === undefined) return needs([digest]);
  if (isUnreadable(now)) return unreachable('the list of referrers', now);
  if (before === undefined || before === digest) return explained;
  const then = knowledge.manifest(before);
  if (then === undefined) return needs([before]);
  if (isUnreadable(then)) return unreachable('the older list of referrers', then);
  if (now !== 'absent' && then !== 'absent' && holds(now, then)) return explained;
  return rejected('wrong-digest', `the list of referrers ${tag} has lost entries that it had as ${before}`);
}

function holds(all: ManifestLinks, some: ManifestLinks): boolean {
  const digests = new Set(all.children.map(({ digest }) => digest));
  return some.children.every(({ digest }) => digests.has(digest));
}
