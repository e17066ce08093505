import { ours } from '../programs.js';
import { type Scenario, scaled } from '../scenario.js';
import { type FleetWorld, googleLike, incomplete, openFleet, shapeOfTree } from '../worlds/fleet-world.js';
import { asGoogle } from './promoters.js';
import { imagesOfTree } from './reconcile.js';

/** The sweep that finds what events did not tell. */
export const audit: Scenario<FleetWorld> = {
  name: 'audit',
  about: "compare 22 hosts with the whole tree, with Google's quota and 20 ms of latency; nothing differs",
  runs: 3,
  isReadOnly: true,
  contenders: [
    {
      name: 'cip-auditor sweep',
      prepare: ({ tree }) => ({
        commands: [ours('cip-auditor', 'sweep', '--manifests', tree, '--grace', '0', ...asGoogle)],
      }),
    },
  ],
  open: (scale) =>
    openFleet(
      { shape: shapeOfTree(), images: scaled(imagesOfTree, scale), promoted: 1, production: 22 },
      googleLike,
    ),
  differences: incomplete,
  bounds: () => [],
};
