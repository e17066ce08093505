import { type Environment, isSwitchedOn, UsageError } from '@cip/runtime';
import type { Command } from 'commander';

/** Tells whether a flag without a value is on, by the command line or by its variable. Name it as typed: `--stats`. */
export function switches(command: Command, env: Environment): (name: string) => boolean {
  return (name) =>
    command.opts<Record<string, unknown>>()[camelCase(name)] === true || isSwitchedOn(env, name);
}

function camelCase(name: string): string {
  return name.replace(/^--/, '').replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}

/** The error of two flags that cannot be given together. */
export function exclusive(one: string, other: string): UsageError {
  return new UsageError(`${one} and ${other} exclude each other`, 'Give one of them.');
}
