import { type Environment, envName, isSwitchedOn, UsageError } from '@cip/runtime';
import type { Command } from 'commander';
import { camelCase } from './camel-case.js';

/** How something was said to a command. */
export interface Given {
  /** As a message shows it: `--since`, or `CIP_SINCE`. */
  readonly as: string;
  /** On the command line, and not by a variable. */
  readonly isTyped: boolean;
}

/**
 * Of things that exclude each other, the one that counts: what is typed beats what variables say. Throws `UsageError` with
 * both when two of them count alike.
 */
export function onlyGiven<T extends Given>(given: readonly T[]): T | undefined {
  const typed = given.filter(({ isTyped }) => isTyped);
  const [first, second] = typed.length > 0 ? typed : given;
  if (first && second) throw exclusive(first.as, second.as);
  return first;
}

/** Of flags that exclude each other, the one that counts, named as typed. Throws like {@link onlyGiven}. */
export function onlyFlag<T extends string>(
  command: Command,
  env: Environment,
  names: readonly T[],
): T | undefined {
  const given = names.flatMap((name) => {
    const one = flagGiven(command, env, name);
    return one ? [{ ...one, name }] : [];
  });
  return onlyGiven(given)?.name;
}

/** How a flag was given, if it was. Name it as typed. */
export function flagGiven(command: Command, env: Environment, name: string): Given | undefined {
  const source = command.getOptionValueSource(camelCase(name));
  if (source === 'cli') return { as: name, isTyped: true };
  const isSet = source === 'env' || (takesNoValue(command, name) && isSwitchedOn(env, name));
  return isSet ? { as: envName(name), isTyped: false } : undefined;
}

function takesNoValue(command: Command, name: string): boolean {
  return command.options.some((option) => option.long === name && option.isBoolean());
}

function exclusive(one: string, other: string): UsageError {
  return new UsageError(`${one} and ${other} exclude each other`, 'Give one of them.');
}
