import { ours } from '../programs.js';
import type { Scenario } from '../scenario.js';
import { type FleetWorld, incomplete } from '../worlds/fleet-world.js';
import { openWholeTree } from '../worlds/whole-tree.js';
import { wantedImages } from '../worlds/wanted-images.js';
import { asGoogle } from './promoters.js';

/** What somebody asks who waits for an image. */
export const status: Scenario<FleetWorld> = {
  name: 'status',
  about: "say where one image of the whole tree stands in 22 hosts with Google's quota and 20 ms of latency",
  runs: 5,
  isReadOnly: true,
  contenders: [
    {
      name: 'cip status',
      prepare: async ({ tree }) => {
        const [image] = await wantedImages(tree);
        const [, name = ''] = /([^/]+)$/.exec(image?.target ?? '') ?? [];
        return { commands: [ours('cip', 'status', name, '--thin-manifest-dir', tree, ...asGoogle)] };
      },
    },
  ],
  open: openWholeTree,
  differences: incomplete,
  bounds: () => [],
};
