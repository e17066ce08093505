import { type Attachment, type Digest, isAsItsTagSays } from '@cip/oci';
import { explainBySubject, judgeReferrer } from './explain-by-subject.js';
import { isAllTrusted, judgeSigners } from './judge-signers.js';
import { isUnreadable, type Knowledge, type ManifestLinks, type Original } from './knowledge.js';
import { partsOf } from './parts-of.js';
import type { PromisedRepository } from './promises.js';
import type { Accepted, Needs, Verdict } from './verdict.js';
import { accepted, allOf, needs, rejected, unreachable, withSigners } from './verdicts.js';

/**
 * Judges a tag that says by its form what it is attached to. It must hold what it says, and the promoter must have had it
 * from the source: under the same tag, or each entry of a list of referrers for itself. It may grow, and loses nothing:
 * neither what it is known to have had, nor, a list apart, what it has grown to in the source or in another region.
 */
export function judgeAttachedTag(
  tag: string,
  digest: Digest | 'absent',
  { subject, kind }: Attachment,
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
  if (knowledge.trustsAttachments) return explained;
  const links = knowledge.manifest(digest);
  if (links === undefined) return needs({ manifests: [digest] });
  if (isUnreadable(links)) return unreachable(`what the tag ${tag} points at`, links);
  if (links === 'absent') return unknown(tag, 'points at what is not there, so that nobody can look at it');
  if (!isAsItsTagSays(kind, links.artifact)) return unknown(tag, 'does not hold what its name says');
  const held = { tag, subject, digest, links };
  const origin = kind === 'referrers' ? judgeList(links, subject, knowledge) : judgeOrigin(held, knowledge);
  if (origin.verdict !== 'ACCEPTED') return origin;
  // A list grows entry by entry, in each region for itself.
  const mayLag = kind === 'referrers' || knowledge.toleratesLag;
  return (
    judgeGrowth(held, knowledge) ??
    (mayLag ? undefined : judgeLag(held, knowledge)) ??
    withSigners(explained, origin)
  );
}

interface Held {
  readonly tag: string;
  readonly subject: Digest;
  readonly digest: Digest;
  readonly links: ManifestLinks;
}

/** Accepted: the source has all of it, or a trusted signer signed what it does not have. */
function judgeOrigin(held: Held, knowledge: Knowledge): Verdict | Needs | Accepted {
  const { tag, subject, digest, links } = held;
  const original = knowledge.original(tag);
  if (original === undefined) return needs({ originals: [tag] });
  if (isUnreadable(original)) return unreachable(`the tag ${tag} of the source`, original);
  if (original === 'absent') {
    return judgeSigners({ digest, subject, tag }, `the tag ${tag} is not in the source`, knowledge);
  }
  if (original.digest === digest || holds(original.links, links)) return accepted();
  const what = `the tag ${tag} holds what ${original.digest}, which the source has there, does not`;
  const parts = new Set(partsOf(original.links));
  return judgeSigners({ digest, subject, tag }, what, knowledge, (part) => parts.has(part));
}

/** Accepted: each entry is. */
function judgeList(
  { children }: ManifestLinks,
  subject: Digest,
  knowledge: Knowledge,
): Verdict | Needs | Accepted {
  const unread = children.filter((child) => knowledge.manifest(child.digest) === undefined);
  if (unread.length > 0) return needs({ manifests: unread.map((child) => child.digest) });
  const verdicts = children.map((child) => judgeReferrer(child.digest, subject, knowledge));
  const open = verdicts.filter((verdict) => verdict.verdict === 'NEEDS');
  if (open.length > 0) return allOf(open);
  const by = verdicts.flatMap((verdict) => (verdict.verdict === 'ACCEPTED' ? verdict.by : []));
  return verdicts.find(({ verdict }) => verdict !== 'ACCEPTED') ?? accepted(by);
}

/**
 * Undefined: it has lost nothing that it is remembered to have had. The manifest itself is read when it comes, so that it
 * is known when the next one comes and the registry has let it go.
 */
function judgeGrowth(now: Held, knowledge: Knowledge): Verdict | Needs | undefined {
  const { tag } = now;
  const before = knowledge.attached(tag);
  if (before === undefined || before === now.digest) return undefined;
  // Where signers are trusted, production may have had what the source never had.
  if (!knowledge.signed && originalOf(tag, knowledge)?.digest === now.digest) return undefined;
  const then = knowledge.manifest(before);
  if (then === undefined) return needs({ manifests: [before] });
  if (isUnreadable(then)) return unreachable(`what the tag ${tag} was before`, then);
  if (then !== 'absent' && holds(now.links, then)) return undefined;
  return rejected('wrong-digest', `the tag ${tag} has lost what it had as ${before}`);
}

/** Undefined: no place that can be read has more, or the tag has moved on since, and that change is judged itself. */
function judgeLag(held: Held, knowledge: Knowledge): Verdict | Needs | undefined {
  const { tag } = held;
  const original = originalOf(tag, knowledge);
  const isBehindSource = original !== undefined && isBehind(held, original, knowledge);
  if (typeof isBehindSource === 'object') return isBehindSource;
  const elsewhere = isBehindSource ? [] : knowledge.elsewhere(tag);
  if (elsewhere === undefined) return needs({ elsewhere: [tag] });
  const ahead = elsewhere.find(({ links }) => hasMore(links, held.links));
  if (!isBehindSource && !ahead) return undefined;
  const now = knowledge.tag(tag);
  if (now === undefined) return needs({ tags: [tag] });
  if (isUnreadable(now)) return unreachable(`the tag ${tag}`, now);
  if (now !== held.digest) return undefined;
  const more = ahead ? `${ahead.repository} has as ${ahead.digest}` : `the source has as ${original?.digest}`;
  return rejected(
    'wrong-digest',
    `the tag ${tag} lacks some of what ${more}: an older one was put back, or the newer one is not promoted yet`,
  );
}

/**
 * Whether a tag lacks what the source has. One that has grown by itself is expected to have what the promoter carries, and the
 * promoter carries a tag as a whole.
 */
function isBehind(
  { tag, subject, links }: Held,
  original: Original,
  knowledge: Knowledge,
): boolean | Verdict | Needs {
  if (holds(links, original.links)) return false;
  if (holds(original.links, links) || knowledge.carriesUnverified) return true;
  return isAllTrusted({ digest: original.digest, subject, tag, inSource: true }, knowledge);
}

function originalOf(tag: string, knowledge: Knowledge): Original | undefined {
  const original = knowledge.original(tag);
  return typeof original === 'object' && 'digest' in original ? original : undefined;
}

function hasMore(all: ManifestLinks, some: ManifestLinks): boolean {
  return holds(all, some) && !holds(some, all);
}

function holds(all: ManifestLinks, some: ManifestLinks): boolean {
  const parts = new Set(partsOf(all));
  return partsOf(some).every((part) => parts.has(part));
}

function unknown(tag: string, why: string): Verdict {
  return rejected('unknown-attachment', `the tag ${tag} ${why}`);
}
