import { ours } from '../programs.js';
import type { Scenario } from '../scenario.js';
import { type FleetWorld, incomplete } from '../worlds/fleet-world.js';
import { openWholeTree } from '../worlds/whole-tree.js';
import { asGoogle } from './promoters.js';

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
  open: openWholeTree,
  differences: incomplete,
  bounds: () => [],
};
