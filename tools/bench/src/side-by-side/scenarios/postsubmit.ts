import { ratio } from '../bound.js';
import { type Scenario, scaled } from '../scenario.js';
import { type FleetWorld, googleLike, incomplete, openFleet, shapeOfTree } from '../worlds/fleet-world.js';
import { withHistory } from '../worlds/git-tree.js';
import { asGoogle, cip, kpromoCore, promote } from './promoters.js';
import { imagesOfTree } from '../worlds/whole-tree.js';

/** What runs after a pull request was merged. */
export const postsubmit: Scenario<FleetWorld> = {
  name: 'postsubmit',
  about: "promote what a commit added (0.1 %) to 22 hosts with Google's quota and 20 ms of latency",
  runs: 3,
  isReadOnly: false,
  contenders: [
    {
      name: 'cip --since',
      prepare: ({ tree }) => ({ commands: [promote(tree, '--since', 'HEAD~1', ...asGoogle)] }),
    },
    cip,
    { ...kpromoCore, mostRuns: 1 },
  ],
  open: async (scale) => {
    const images = scaled(imagesOfTree, scale);
    // At least one is missing, however small the tree.
    const promoted = Math.min(0.999, 1 - 1.5 / images);
    return withHistory(
      await openFleet({ shape: shapeOfTree(), images, promoted, production: 22 }, googleLike),
    );
  },
  differences: incomplete,
  bounds: (results) => [
    ...ratio(results, 'requests', ['cip --since', 'cip'], 0.5),
    ...ratio(results, 'wall', ['cip', 'kpromo-core'], 1 / 10),
  ],
};
