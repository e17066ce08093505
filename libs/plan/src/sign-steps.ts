import { describeFailure, type Failure, groupBy } from '@cip/oci';
import { type FindUnsigned, madeKinds, type Unsigned } from '@cip/provenance';
import { uniqBy } from 'es-toolkit/array';
import pMap from 'p-map';
import { type Carrier, carriersIn, imageOf, imagesAtATime, type Known } from './carriers.js';
import { compareItems } from './compare-items.js';
import type { Blocker, SignStep, Step } from './plan.js';
import { blockersOf, itemOf } from './plan-items.js';

interface Looking extends Known {
  readonly findUnsigned: FindUnsigned;
}

/** What is to be signed, and what hinders that. */
export interface Signings {
  /** Sorted as in a plan; a platform manifest of several images is in here once. */
  readonly signings: readonly SignStep[];
  readonly unread: readonly Blocker[];
}

/** The steps that sign what images of a repository lack, whether they are in place or the given steps copy them. */
export async function signSteps(
  steps: readonly Step[],
  destination: string,
  known: Looking,
): Promise<Signings> {
  const carriers = uniqBy(carriersIn(steps, known), ({ want }) => want.digest);
  const wanted = carriers.filter(({ want }) => want.signed?.size !== 0);
  const answers = await pMap(
    wanted,
    async (carrier) => ({ carrier, ...(await known.findUnsigned(imageOf(carrier, known), destination)) }),
    { concurrency: imagesAtATime },
  );
  const signings = answers.flatMap(({ carrier, missing }) =>
    missing
      .filter(({ on }) => carrier.want.signed?.has(on) ?? true)
      .map((unsigned) => stepOf(destination, carrier, unsigned)),
  );
  return {
    signings: joined(signings).sort(compareItems),
    unread: answers.flatMap(({ carrier, unread }) => (unread ? unreadOf(destination, carrier, unread) : [])),
  };
}

/** A platform manifest of an index may be one of several, and may be promised for itself. */
function joined(steps: readonly SignStep[]): SignStep[] {
  return [...groupBy(steps, ({ digest }) => digest).values()].map(([first, ...others]) => {
    const all = new Set([first, ...others].flatMap(({ signs }) => signs.kinds));
    return { ...first, signs: { ...first.signs, kinds: madeKinds.filter((kind) => all.has(kind)) } };
  });
}

function stepOf(destination: string, { want, source }: Carrier, { on, kinds, from }: Unsigned): SignStep {
  const origin = want.origins.find(({ claim }) => claim.source === source);
  return {
    ...itemOf(destination, want, origin),
    kind: 'sign',
    digest: on,
    tags: [],
    signs: { image: want.digest, kinds, ...(from !== undefined && { from }) },
  };
}

function unreadOf(destination: string, { want }: Carrier, failure: Failure): Blocker[] {
  const reason = `whether it is signed cannot be read: ${describeFailure(failure)}`;
  return blockersOf(
    destination,
    { ...want, tags: [] },
    { kind: 'unreachable', reason, failure, side: 'destination' },
  );
}
