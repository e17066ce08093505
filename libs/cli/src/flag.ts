import { envName } from '@cip/runtime';
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

/** Adds flags in the order in which `--help` shows them. */
export function addFlags(command: Command, options: readonly Option[]): Command {
  for (const option of options) command.addOption(option);
  return command;
}
