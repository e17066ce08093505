import { describeFailure } from '@cip/oci';
import type { Attachment, FindMissing, MissingAttachments } from '@cip/provenance';
import pMap from 'p-map';
import { type Carrier, carriersIn, imageOf, imagesAtATime, type Known } from './carriers.js';
import { compareItems } from './compare-items.js';
import type { Blocker, Step } from './plan.js';
import { blockersOf, itemOf } from './plan-items.js';

/** What a plan says of a repository so far. */
interface Decided {
  /** An image that nobody may promote is taken out again. */
  steps: Step[];
  readonly blockers: Blocker[];
}

interface Looking extends Known {
  readonly findMissing: FindMissing;
}

/**
 * The steps that bring what images of a repository should have attached and do not have, whether they are in place or are copied
 * now. Sorted as in a plan; an artifact of several images is in here once.
 */
export async function attachSteps(decided: Decided, destination: string, known: Looking): Promise<Step[]> {
  const steps = new Map<string, Step>();
  const promised = new Set(
    known.wanted.digests.filter(({ untagged }) => untagged).map(({ digest }) => digest),
  );
  const add = (carrier: Carrier, artifact: Attachment): void => {
    const isAllowed = carrier.want.attached?.has(artifact.digest) ?? true;
    // What manifests promise for itself has a step of its own.
    const isPromised = artifact.tag === undefined && promised.has(artifact.digest);
    const key = `${artifact.digest} ${artifact.tag ?? ''}`;
    if (isAllowed && !isPromised && !steps.has(key)) steps.set(key, stepOf(destination, carrier, artifact));
  };
  const look = async (carrier: Carrier): Promise<() => void> => {
    const answer = await known.findMissing(imageOf(carrier, known), destination);
    return () => {
      if (carrier.isNew && isRefused(decided, destination, carrier, answer)) return;
      for (const artifact of answer.missing) add(carrier, artifact);
      if (answer.unread) decided.blockers.push(...unreadOf(destination, carrier, answer.unread));
    };
  };
  const carriers = carriersIn(decided.steps, known).filter(({ want }) => want.attached?.size !== 0);
  const answers = await pMap(carriers, look, { concurrency: imagesAtATime });
  // In the order of the images, however the answers came.
  for (const take of answers) take();
  return [...steps.values()].sort(compareItems);
}

/** Takes an image out of the plan when what is attached to it forbids that it goes out. */
function isRefused(
  decided: Decided,
  destination: string,
  { want }: Carrier,
  { violations = [] }: MissingAttachments,
): boolean {
  if (violations.length === 0) return false;
  const reason = `what is attached to it does not verify: ${violations.join('; ')}`;
  decided.steps = decided.steps.filter(({ kind, digest }) => kind !== 'copy' || digest !== want.digest);
  decided.blockers.push(...blockersOf(destination, want, { kind: 'provenance', reason }));
  return true;
}

function unreadOf(
  destination: string,
  { want, source }: Carrier,
  { side, failure }: NonNullable<MissingAttachments['unread']>,
): Blocker[] {
  const where = side === 'source' ? ` in ${source}` : '';
  const reason = `what is attached to it${where} cannot be read: ${describeFailure(failure)}`;
  return blockersOf(destination, { ...want, tags: [] }, { kind: 'unreachable', reason, failure, side });
}

function stepOf(destination: string, { want, source }: Carrier, artifact: Attachment): Step {
  const { on, digest, tag, type, signedBy } = artifact;
  const origin = want.origins.find(({ claim }) => claim.source === source);
  return {
    ...itemOf(destination, want, origin),
    kind: 'attach',
    digest,
    tags: tag === undefined ? [] : [tag],
    attached: { image: want.digest, on, type, signedBy },
  };
}
