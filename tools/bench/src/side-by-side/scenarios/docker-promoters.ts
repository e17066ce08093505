import { craneLoop, regsync, skopeoLoop } from '../peers.js';
import type { Contender } from '../scenario.js';
import type { DockerWorld } from '../worlds/docker-world.js';
import { promote } from './promoters.js';

export const cip: Contender<DockerWorld> = {
  name: 'cip',
  prepare: ({ tree }) => ({ commands: [promote(tree)] }),
};

export const regsyncOnce: Contender<DockerWorld> = {
  name: 'regsync',
  peer: 'regsync',
  prepare: ({ images }, folder, program) => regsync(program, images, folder),
};

export const craneCopies: Contender<DockerWorld> = {
  name: 'crane cp loop',
  peer: 'crane',
  prepare: ({ images }, _folder, program) => craneLoop(program, images),
};

export const skopeoCopies: Contender<DockerWorld> = {
  name: 'skopeo copy loop',
  peer: 'skopeo',
  mostRuns: 1,
  prepare: ({ images }, _folder, program) => skopeoLoop(program, images),
};
