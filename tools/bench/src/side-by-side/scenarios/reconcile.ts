import { peakMemory, ratio, traffic } from '../bound.js';
import type { Scenario } from '../scenario.js';
import { requestsOf } from '../traffic.js';
import { type FleetWorld, incomplete } from '../worlds/fleet-world.js';
import { openWholeTree } from '../worlds/whole-tree.js';
import { cip, kpromoCore } from './promoters.js';

/** A run of the periodic job that finds everything in place. */
export const reconcile: Scenario<FleetWorld> = {
  name: 'reconcile',
  about: "promote the whole tree to 22 hosts with Google's quota and 20 ms of latency; nothing to do",
  runs: 3,
  isReadOnly: true,
  contenders: [cip, kpromoCore],
  open: openWholeTree,
  differences: incomplete,
  bounds: (results) => [
    ...ratio(results, 'wall', ['cip', 'kpromo-core'], 1 / 10),
    ...ratio(results, 'cpu', ['cip', 'kpromo-core'], 1 / 8),
    ...peakMemory(results, 'cip', 256),
    ...traffic(results, 'cip', 'source requests', ({ hosts }) => requestsOf(hosts['source'] ?? {}), 0),
  ],
};
