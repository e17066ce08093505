import { envName, UsageError } from '@cip/runtime';
import { type Command, Option } from 'commander';

/** The headings of `--help`. */
const headings = {
  manifests: 'Manifests:',
  backup: 'Backup:',
  output: 'Output:',
  rules: 'Rules:',
  registries: 'Registries:',
  safety: 'Safety stops:',
} as const;

export type FlagGroup = keyof typeof headings;

/** Declares a flag whose environment variable is `CIP_` and its name. One without a value is read by {@link switches}. */
export function flag(flags: string, description: string, group: FlagGroup): Option {
  const takesValue = /[<[]/.test(flags);
  const option = new Option(flags, takesValue ? description : `${description} (env: ${envName(flags)})`);
  // Without a value commander takes any text for "on", `false` too.
  return (takesValue ? option.env(envName(flags)) : option).helpGroup(headings[group]);
}

/** For `argParser`: a flag that may be repeated, and that takes several values with commas between them. */
export function list(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), ...value.split(',').map((item) => item.trim())].filter((item) => item !== '');
}

/** For `argParser`: the same where a comma is a part of a value. */
export function repeated(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** Adds flags in the order in which `--help` shows them. One that takes a single value may be given once; parsing throws `UsageError`. */
export function addFlags(command: Command, options: readonly Option[]): Command {
  for (const option of options) {
    command.addOption(option);
    if (option.required && !isRepeatable(option)) refuseSecond(command, option);
  }
  return command;
}

function isRepeatable({ parseArg }: Option): boolean {
  return parseArg === list || parseArg === repeated;
}

/** By itself commander takes the last of several values. */
function refuseSecond(command: Command, option: Option): void {
  const name = option.long ?? option.flags;
  const values: string[] = [];
  command.on(`option:${option.name()}`, (value: string) => {
    values.push(value);
    if (values.length < 2) return;
    throw givenTwice(name, values);
  });
}

/** The error of a flag that takes one value and was given two. */
export function givenTwice(name: string, values: readonly string[] = []): UsageError {
  const both = values.length === 0 ? '' : `: ${values.map((one) => JSON.stringify(one)).join(' and ')}`;
  return new UsageError(`${name} was given twice${both}`, `Give ${name} once.`);
}
