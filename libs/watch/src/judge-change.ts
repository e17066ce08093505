import { type ChangeEvent, judge, type Verdict } from '@cip/audit';
import { type FreshOptions, freshManifests } from './fresh-manifests.js';
import type { ManifestState } from '@cip/source';
import type { JudgementKnowledge, KnowledgeStore } from './knowledge-store.js';
import type { Signers } from './signers.js';

/** A verdict, and the revision of the manifests that it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly revision: string;
}

export interface JudgeOptions extends FreshOptions {
  readonly store: KnowledgeStore;
  readonly signers: Signers;
}

const oldestForVerified = 5 * 60_000;
const nowhere = { sources: [], subprojects: [], regions: [] };

/**
 * Gives the verdict on a change that arrived at a time (milliseconds since the epoch). VERIFIED rests on manifests that
 * are at most five minutes older, for a promise may have been withdrawn; anything else on a reading that began at or
 * after the arrival, deletions apart, which no manifest excuses. Rejects only on abort.
 */
export async function judgeChange(
  event: ChangeEvent,
  arrival: number,
  options: JudgeOptions,
): Promise<Judgement> {
  const { current } = options.manifests;
  const { signers } = options;
  const knowledge = options.store.open(event.repository, event.publishedAt);
  const judgement = async (state: ManifestState): Promise<Judgement> => ({
    verdict: await verdictOf(event, state, knowledge, signers),
    revision: state.revision,
  });
  if (event.action === 'delete') return judgement(current);
  const recent = await freshManifests(arrival - oldestForVerified, options);
  if (typeof recent === 'string') return unread(recent, current);
  const first = await judgement(recent);
  if (first.verdict.verdict === 'VERIFIED') return first;
  const fresh = await freshManifests(arrival, options);
  return typeof fresh === 'string' ? unread(fresh, recent) : judgement(fresh);
}

/** The judgement where manifests that would have to be read cannot be. */
export function unread(reason: string, { revision }: ManifestState): Judgement {
  const explanation = `the manifests could not be read: ${reason}`;
  return { verdict: { verdict: 'UNREACHABLE', reason: 'unreachable', explanation }, revision };
}

async function verdictOf(
  event: ChangeEvent,
  state: ManifestState,
  knowledge: JudgementKnowledge,
  signers: Signers,
): Promise<Verdict> {
  const { promises } = state;
  const promised = promises.in(event.repository) ?? nowhere;
  const here = signers.in(event.repository, promised, state);
  for (;;) {
    const verdict = judge(event, promises, here ? { ...knowledge, ...here } : knowledge);
    if (verdict.verdict !== 'NEEDS') {
      // At once: of two changes of one tag that are judged side by side, the second must see the first.
      if (verdict.verdict === 'VERIFIED' && verdict.reason === 'attached') attach(event, knowledge);
      return verdict;
    }
    await Promise.all([knowledge.read(verdict, promised), here?.read(verdict.signed ?? [])]);
  }
}

function attach({ tag, digest }: ChangeEvent, knowledge: JudgementKnowledge): void {
  if (tag === undefined) return;
  const found = digest ?? knowledge.tag(tag);
  if (typeof found === 'string' && found !== 'absent') knowledge.attach(tag, found);
}
