import { untilAborted } from '@cip/oci';
import { InvalidNotice, type OnInvalid } from './invalid-notice.js';
import { untilUnreadable } from './earlier-trees.js';
import { brokenIn, type LastGood, lastGood } from './last-good.js';
import { ManifestHistory } from './manifest-history.js';
import { KeptTrust, type OpenTrust } from './kept-trust.js';
import type { Reading } from './manifest-source.js';
import type { ManifestsKeeper, ManifestState } from './manifests-keeper.js';
import { type ManifestLocation, openSource } from './open-source.js';
import { SharedReadings } from './shared-readings.js';
import { type OnReading, timed } from './timed-reading.js';

export interface ManifestsOptions extends ManifestLocation {
  /** Ends readings. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. Default: the clock of the system. */
  readonly clock?: () => number;
  /** Default: nobody is told. */
  readonly onInvalid?: OnInvalid;
  /** Makes trust of what the configuration names. Default: nobody's signatures count. */
  readonly openTrust?: OpenTrust;
  /** Called when a reading is over, also a failed one. Default: nobody. */
  readonly onReading?: OnReading;
}

/**
 * Reads the manifests, and keeps them fresh. Rejects when the first reading fails: `SourceError` for what cannot be read,
 * `UsageError` for what cannot be meant.
 */
export async function openManifests(options: ManifestsOptions): Promise<ManifestsKeeper> {
  const { clock = Date.now, onInvalid, onReading } = options;
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const source = await openSource(options, signal);
  const history = new ManifestHistory();
  const trust = new KeptTrust(options.openTrust);
  const notice = new InvalidNotice(onInvalid ?? (() => undefined));

  const knownBefore = async ({ revision, tree }: Reading): Promise<LastGood | undefined> => {
    if (!tree || brokenIn(tree).size === 0) return undefined;
    return lastGood(tree, untilUnreadable(source.before(revision, brokenIn(tree), signal)));
  };
  const read = async (beganAt: number): Promise<ManifestState> => {
    signal.throwIfAborted();
    const reading = await source.read(history.version, signal);
    const isFirst = history.current === undefined;
    const known = isFirst ? await knownBefore(reading) : undefined;
    const state = history.add(reading, beganAt, await trust.after(reading), known);
    notice.tell(history.problems, state.revision);
    return state;
  };
  const readings = new SharedReadings((beganAt) => timed(read, beganAt, onReading), clock);
  const close = async (): Promise<void> => {
    closing.abort(new Error('The manifests were closed.'));
    await readings.idle();
    await source.close();
  };
  let first: ManifestState;
  try {
    first = await readings.since(clock());
  } catch (error) {
    await close();
    throw error;
  }
  return {
    get current() {
      return history.current ?? first;
    },
    since: async (time, { signal: ended } = {}) => {
      const current = history.current ?? first;
      // A time to come means now: no reading begins later.
      const wanted = Math.min(time, clock());
      if (current.readAt >= wanted) return current;
      const fresh = readings.since(wanted);
      // Resolves at once when the caller has left; others still wait for the reading.
      await untilAborted(fresh, ended, undefined);
      ended?.throwIfAborted();
      return fresh;
    },
    close,
  };
}
