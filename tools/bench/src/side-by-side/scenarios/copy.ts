import { ratio } from '../bound.js';
import { craneLoop, regsync, skopeoLoop } from '../peers.js';
import { type Scenario, scaled } from '../scenario.js';
import { type FleetWorld, incomplete, openFleet, shapeOfTree } from '../worlds/fleet-world.js';
import { wantedImages } from '../worlds/wanted-images.js';
import { kpromoCore, promote } from './promoters.js';

/** As many as make 835 edges. */
const images = 500;

/** A first promotion from one registry to another, where nothing but the programs is slow. */
export const copy: Scenario<FleetWorld> = {
  name: 'copy',
  about: 'promote 835 edges from one host to another without quota or latency',
  runs: 3,
  isReadOnly: false,
  contenders: [
    { name: 'cip', prepare: ({ tree }) => ({ commands: [promote(tree, '--rps-per-host', '0')] }) },
    kpromoCore,
    {
      name: 'regsync',
      peer: 'regsync',
      prepare: async ({ tree }, folder, program) => regsync(program, await wantedImages(tree), folder),
    },
    {
      name: 'crane cp loop',
      peer: 'crane',
      mostRuns: 1,
      prepare: async ({ tree }, _folder, program) => craneLoop(program, await wantedImages(tree)),
    },
    {
      name: 'skopeo copy loop',
      peer: 'skopeo',
      mostRuns: 1,
      prepare: async ({ tree }, _folder, program) => skopeoLoop(program, await wantedImages(tree)),
    },
  ],
  open: (scale) =>
    openFleet({ shape: shapeOfTree(), images: scaled(images, scale), promoted: 0, production: 1 }),
  differences: incomplete,
  bounds: (results) => ratio(results, 'wall', ['cip', 'kpromo-core'], 0.7),
};
