import { ratio } from '../bound.js';
import { type Scenario, scaled } from '../scenario.js';
import { type DockerWorld, openDockerWorld, unpromoted } from '../worlds/docker-world.js';
import { smallImages } from '../worlds/fill.js';
import { cip, craneCopies, regsyncOnce, skopeoCopies } from './docker-promoters.js';

const images = 300;

/** A promotion between registries that know nothing of Google's extensions. */
export const docker: Scenario<DockerWorld> = {
  name: 'docker',
  about: 'promote 300 small images in 100 repositories from one docker-registry to another',
  runs: 3,
  isReadOnly: false,
  contenders: [cip, craneCopies, regsyncOnce, skopeoCopies],
  open: (scale) => openDockerWorld({ destinations: 1, fill: smallImages(scaled(images, scale)) }),
  differences: unpromoted,
  bounds: (results) => ratio(results, 'wall', ['cip', 'crane cp loop'], 1),
};

/** The same again. */
export const dockerAgain: Scenario<DockerWorld> = {
  name: 'docker-again',
  about: 'the same when everything is in place',
  runs: 7,
  isReadOnly: true,
  contenders: [cip, regsyncOnce],
  open: (scale) =>
    openDockerWorld({ destinations: 1, fill: smallImages(scaled(images, scale)), isPromoted: true }),
  differences: unpromoted,
  bounds: (results) => ratio(results, 'wall', ['cip', 'regsync'], 1.3),
};
