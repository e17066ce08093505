import { Command } from 'commander';
import { addInitFlags } from '../../manifest/init-request.js';

const examples = `
Examples:
  cip manifest init k8s-staging-tools --staging gcr.io/k8s-staging-tools --like k8s-staging-docs registry.k8s.io
  cip manifest init tools --staging staging.example.org/tools --to us.example.org/tools --to eu.example.org/tools

With --like, the destinations are those of the other subproject, each with the new name in place of the other's where its
path ends with that; service accounts are taken along. The folder may be empty: the first subproject makes it a tree.

Exit codes: 0 written, 1 the linter would refuse it, and nothing is written, 2 wrong usage, or there are such files already,
130 and 143 stopped by a signal.
`;

/** `cip manifest init`: the files of a new subproject. */
export function initCommand(
  run: (subproject: string, location: string, command: Command) => Promise<void>,
): Command {
  const command = new Command('init')
    .argument('<subproject>', 'name of the folders of the new subproject')
    .argument('[dir]', 'a thin manifest tree, or a folder that is to become one', '.')
    .summary('write the files of a new subproject')
    .description(
      'Writes the two files of a new subproject: its registries, and a list of images that is still empty. Asks no registry.',
    );
  return addInitFlags(command)
    .addHelpText('after', examples)
    .action(async (subproject: string, location: string) => run(subproject, location, command));
}
