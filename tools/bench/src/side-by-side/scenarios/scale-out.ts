import { peakMemory } from '../bound.js';
import { ours } from '../programs.js';
import { type Contender, type Scenario, scaled } from '../scenario.js';
import { type FleetWorld, googleLike, incomplete, openFleet, shapeOfTree } from '../worlds/fleet-world.js';
import { withMultipliedTree } from '../worlds/multiplied-tree.js';
import { asGoogle, cip, promote } from './promoters.js';
import { imagesOfTree } from '../worlds/whole-tree.js';

const shards = Array.from({ length: 8 }, (_, index) => `${index}/8`);
const times = 10;

/** As an Indexed Job starts them, with the step that puts their reports together. */
const eight: Contender<FleetWorld> = {
  name: '8 × cip --shard',
  prepare: ({ tree }) => ({
    commands: shards.map((shard) => promote(tree, ...asGoogle, '--shard', shard, '--format', 'json')),
    atOnce: shards.length,
    last: ours('cip', 'report', ...shards.map((_, index) => `${index}.out`)),
  }),
};

/** A tree that one process takes long for. */
export const scaleOut: Scenario<FleetWorld> = {
  name: 'scale-out',
  about:
    "promote ten times the tree to 22 hosts that lack 0.1 % of it, with Google's quota and 20 ms of latency",
  runs: 1,
  isReadOnly: false,
  contenders: [eight, cip],
  open: (scale) =>
    withMultipliedTree(shapeOfTree(), times, (shape) =>
      openFleet(
        {
          shape,
          images: scaled(times * imagesOfTree, scale),
          promoted: 0.999,
          production: 22,
          layerSize: 512,
        },
        googleLike,
      ),
    ),
  differences: incomplete,
  bounds: (results) => peakMemory(results, eight.name, 256),
};
