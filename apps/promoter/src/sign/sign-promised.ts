import type { SignedItem } from '@cip/report';
import type { Progress } from '@cip/runtime';
import pMap from 'p-map';
import { findTargets } from './find-targets.js';
import type { PromisedDigest } from './promised-digests.js';
import { signTarget } from './sign-target.js';
import type { SigningContext } from './signing-context.js';
import { Targets, type What } from './targets.js';

/** What became of promised digests. */
export interface SignedPromises {
  readonly items: readonly SignedItem[];
  /** How many of them, and of their platforms, the homes do not hold. */
  readonly absent: number;
}

/** Digests at a time. Registries and services have limits of their own. */
const concurrency = 16;

/** Looks which of the promised digests are there, then signs what those and their platforms lack. */
export async function signPromised(
  promised: readonly PromisedDigest[],
  context: SigningContext,
  what: What,
  progress: Progress,
): Promise<SignedPromises> {
  const targets = new Targets(what);
  const looked = await eachOf(
    promised,
    counting(progress, 'reading images', promised.length),
    async (one) => {
      const home = context.reading.repository(one.home);
      return { one, sighting: await findTargets(home, one, targets, context.options) };
    },
  );
  const found = targets.list();
  const items = await eachOf(found, counting(progress, 'signing', found.length), (target) =>
    signTarget(target, context),
  );
  const unread = looked.flatMap(({ one, sighting }) =>
    sighting.kind === 'failed' ? [unreadItem(one, sighting.why)] : [],
  );
  return {
    items: [...unread, ...items.filter((item) => item !== undefined)],
    absent:
      looked.filter(({ sighting }) => sighting.kind === 'absent').length +
      items.filter((item) => item === undefined).length,
  };
}

async function eachOf<T, R>(all: readonly T[], done: () => void, work: (one: T) => Promise<R>): Promise<R[]> {
  return pMap(
    all,
    async (one) => {
      const result = await work(one);
      done();
      return result;
    },
    { concurrency },
  );
}

function counting(progress: Progress, label: string, total: number): () => void {
  let done = 0;
  return () => {
    done += 1;
    progress.update({ label, done, total });
  };
}

function unreadItem({ image, digest, home }: PromisedDigest, reason: string): SignedItem {
  const made = { made: [], missing: [], withheld: [], surplus: [] };
  const copied = { copies: [], copiesMissing: [], taken: [] };
  return { state: 'failed', image, digest, destination: home, ...made, ...copied, reason };
}
