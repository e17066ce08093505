import { peakMemory, ratio } from '../bound.js';
import { kpromo } from '../peers.js';
import { ours } from '../programs.js';
import { type Scenario, scaled } from '../scenario.js';
import { type FleetWorld, openFleet, shapeOfTree } from '../worlds/fleet-world.js';
import { withMultipliedTree } from '../worlds/multiplied-tree.js';

/** As many as make a million edges, of a tree that is twice the real one. */
const images = 29_900;

/** What the plan of a tree larger than any takes, where nothing but the programs is slow. */
export const planMillion: Scenario<FleetWorld> = {
  name: 'plan-1m',
  about: 'plan a million edges to 22 hosts that have 98 % of them, without quota or latency',
  runs: 1,
  isReadOnly: true,
  contenders: [
    {
      name: 'cip plan',
      prepare: ({ tree }) => ({
        commands: [ours('cip', 'plan', '--thin-manifest-dir', tree, '--rps-per-host', '0')],
      }),
    },
    {
      name: 'kpromo-core',
      peer: 'kpromo-core',
      prepare: ({ tree }, _folder, program) => ({ commands: [kpromo(program, tree, 100_000)] }),
    },
  ],
  open: (scale) =>
    withMultipliedTree(shapeOfTree(), 2, (shape) =>
      openFleet({ shape, images: scaled(images, scale), promoted: 0.98, production: 22 }),
    ),
  differences: () => [],
  bounds: (results) => [
    ...ratio(results, 'wall', ['cip plan', 'kpromo-core'], 1 / 10),
    ...ratio(results, 'cpu', ['cip plan', 'kpromo-core'], 1 / 8),
    ...peakMemory(results, 'cip plan', 256),
  ],
};
