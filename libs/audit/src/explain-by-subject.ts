import type { Digest } from '@cip/oci';
import { findParent } from './find-parent.js';
import { isUnreadable, type Knowledge } from './knowledge.js';
import type { PromisedRepository } from './promises.js';
import { judgeSigners } from './judge-signers.js';
import type { Accepted, Needs, Verdict } from './verdict.js';
import { accepted, needs, rejected, unreachable, verified } from './verdicts.js';

const mostLinks = 8;

/**
 * Explains what is attached to a digest, which is promised, a child of something promised, or attached to such a digest
 * itself: the signature of an SBOM. What is in between is judged when it comes.
 */
export function explainBySubject(
  subject: Digest,
  promised: PromisedRepository,
  knowledge: Knowledge,
): Verdict | Needs {
  let next = subject;
  for (let links = 0; links < mostLinks; links += 1) {
    const explained = explainDirectly(next, promised, knowledge);
    if (explained.verdict !== 'REJECTED') return explained;
    const found = knowledge.manifest(next);
    if (found === undefined) return needs({ manifests: [next] });
    if (isUnreadable(found)) return unreachable(next, found);
    if (found === 'absent' || found.subject === undefined) return explained;
    next = found.subject;
  }
  return rejected('unknown-digest', `it is attached to ${subject}, which leads to nothing that is promised`);
}

function explainDirectly(
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
      return needs({ manifests: parentage.unread });
    case 'unreadable':
      return unreachable('a promised manifest', parentage.read);
    case 'stranger':
      return rejected('unknown-digest', `it is attached to ${subject}, which no manifest names`);
  }
}

/** Judges a referrer by itself. Accepted: it is an artifact of the subject, and the source has it, or a trusted signer signed it. */
export function judgeReferrer(
  digest: Digest,
  subject: Digest,
  knowledge: Knowledge,
): Verdict | Needs | Accepted {
  const links = knowledge.manifest(digest);
  if (links === undefined) return needs({ manifests: [digest] });
  if (isUnreadable(links)) return unreachable(digest, links);
  if (links === 'absent') return unknown(`${digest} is listed as attached, and is not there`);
  if (links.subject !== subject) return unknown(`${digest} is not attached to ${subject}`);
  if (!links.artifact) return unknown('it says what it is attached to, but it is an image');
  if (knowledge.trustsAttachments) return accepted();
  const inSource = knowledge.inSource(digest);
  if (inSource === undefined) return needs({ inSource: [digest] });
  if (isUnreadable(inSource)) return unreachable(`${digest} in the source`, inSource);
  if (inSource !== 'absent') return accepted();
  const what = `${digest} is attached to ${subject}, but not in the source`;
  return judgeSigners({ digest, subject }, what, knowledge);
}

function unknown(explanation: string): Verdict {
  return rejected('unknown-attachment', explanation);
}
