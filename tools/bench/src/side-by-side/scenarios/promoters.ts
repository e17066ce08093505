import { kpromo } from '../peers.js';
import { ours } from '../programs.js';
import type { Command, Contender } from '../scenario.js';
import type { FleetWorld } from '../worlds/fleet-world.js';

/** `cip promote --confirm`, which is to fill registries that have nothing, too. */
export function promote(tree: string, ...more: readonly string[]): Command {
  const how = ['--confirm', '--anonymous', '--max-steps', '1000000'];
  return ours('cip', 'promote', '--thin-manifest-dir', tree, ...how, ...more);
}

/** Hosts of this machine are taken for Google's, with their rates. */
export const asGoogle = ['--google-hosts', '127.0.0.1'];

export const cip: Contender<FleetWorld> = {
  name: 'cip',
  prepare: ({ tree }) => ({ commands: [promote(tree, ...asGoogle)] }),
};

/** With a rate that no run reaches, as it has but one for all registries together. */
export const kpromoCore: Contender<FleetWorld> = {
  name: 'kpromo-core',
  peer: 'kpromo-core',
  prepare: ({ tree }, _folder, program) => ({ commands: [kpromo(program, tree, 100_000, '-confirm')] }),
};
