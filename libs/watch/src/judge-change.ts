import { type ChangeEvent, judge, type Promises, type Verdict } from '@cip/audit';
import { describeError } from '@cip/oci';
import type { ManifestsKeeper, ManifestState } from './manifests-keeper.js';
import type { JudgementKnowledge, KnowledgeStore } from './knowledge-store.js';

/** A verdict, and the revision of the manifests that it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly revision: string;
}

export interface JudgeOptions {
  readonly manifests: ManifestsKeeper;
  readonly store: KnowledgeStore;
  readonly signal?: AbortSignal;
}

/**
 * Gives the verdict on a change that arrived at a time (milliseconds since the epoch). VERIFIED may rest on the
 * manifests in memory; anything else rests on a reading that began at or after the arrival, deletions apart, which no
 * manifest excuses. Rejects only on abort.
 */
export async function judgeChange(
  event: ChangeEvent,
  arrival: number,
  options: JudgeOptions,
): Promise<Judgement> {
  const knowledge = options.store.open(event.repository, event.publishedAt);
  const { promises, revision } = options.manifests.current;
  const verdict = await verdictOf(event, promises, knowledge);
  if (verdict.verdict === 'VERIFIED' || verdict.reason === 'deleted') return { verdict, revision };
  const fresh = await freshManifests(arrival, options);
  if (typeof fresh !== 'string') {
    return { verdict: await verdictOf(event, fresh.promises, knowledge), revision: fresh.revision };
  }
  const explanation = `the manifests could not be read: ${fresh}`;
  return { verdict: { verdict: 'UNREACHABLE', reason: 'unreachable', explanation }, revision };
}

async function verdictOf(
  event: ChangeEvent,
  promises: Promises,
  knowledge: JudgementKnowledge,
): Promise<Verdict> {
  for (;;) {
    const verdict = judge(event, promises, knowledge);
    if (verdict.verdict !== 'NEEDS') {
      // At once: of two changes of one tag that are judged side by side, the second must see the first.
      if (verdict.verdict === 'VERIFIED' && verdict.reason === 'attached') attach(event, knowledge);
      return verdict;
    }
    await knowledge.read(verdict);
  }
}

function attach({ tag, digest }: ChangeEvent, knowledge: JudgementKnowledge): void {
  if (tag === undefined) return;
  const found = digest ?? knowledge.tag(tag);
  if (typeof found === 'string' && found !== 'absent') knowledge.attach(tag, found);
}

/** The reason instead, when they cannot be read. */
async function freshManifests(
  arrival: number,
  { manifests, signal }: JudgeOptions,
): Promise<ManifestState | string> {
  try {
    return await manifests.since(arrival, { ...(signal && { signal }) });
  } catch (error) {
    signal?.throwIfAborted();
    return describeError(error);
  }
}
