import { type Environment, isSwitchedOn } from '@cip/runtime';
import type { Command } from 'commander';
import { camelCase } from './camel-case.js';

/** Tells whether a flag without a value is on, by the command line or by its variable. Name it as typed: `--stats`. */
export function switches(command: Command, env: Environment): (name: string) => boolean {
  return (name) =>
    command.opts<Record<string, unknown>>()[camelCase(name)] === true || isSwitchedOn(env, name);
}
