import { ratio } from '../bound.js';
import { type Scenario, scaled } from '../scenario.js';
import { type DockerWorld, openDockerWorld, unpromoted } from '../worlds/docker-world.js';
import { largeImage } from '../worlds/fill.js';
import { cip, craneCopies, regsyncOnce, skopeoCopies } from './docker-promoters.js';

const layerSize = 400_000_000;

/** `most`: of the time of crane, one over the ratio of the throughputs. */
function large(destinations: number, most: number): Scenario<DockerWorld> {
  return {
    name: `large-${destinations}`,
    about: `promote 1.6 GB in 4 layers from one docker-registry to ${destinations}`,
    runs: 3,
    isReadOnly: false,
    contenders: [cip, craneCopies, regsyncOnce, skopeoCopies],
    open: (scale) => openDockerWorld({ destinations, fill: largeImage(scaled(layerSize, scale)) }),
    differences: unpromoted,
    bounds: (results) => ratio(results, 'wall', ['cip', 'crane cp loop'], most),
  };
}

export const largeToOne = large(1, 1 / 0.95);
export const largeToFour = large(4, 1 / 1.5);
