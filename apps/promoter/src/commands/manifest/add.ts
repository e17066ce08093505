import { Command } from 'commander';
import { addAddFlags } from '../../manifest/add-request.js';

const examples = `
Examples:
  cip manifest add k8s-staging-tools registry.k8s.io --tag v1.2.3
  cip manifest add k8s-staging-tools registry.k8s.io --tag v1.2.3 --image hammer --image saw --commit
  cip manifest add --tag v1.2.3 manifest.yaml

Reads the digests of the images under the tag from the staging registry of the subproject, and adds them to its images.yaml
with the smallest change. A second run changes nothing. Prints what a reviewer of the change sees, and how to commit it.

Refused, with nothing written: an image that staging does not have under the tag, a tag that the manifest gives to another
digest, one that people expect to move, an image of a single platform where the version before it, or for a new image the
others beside it, has several; and whatever cip-lint would refuse.

Exit codes: 0 added, or there already, 1 refused, or staging could not be read, 2 wrong usage, 130 and 143 stopped by a
signal.
`;

/** `cip manifest add`: promotes what staging has under a tag. */
export function addCommand(
  run: (names: readonly (string | undefined)[], command: Command) => Promise<void>,
): Command {
  const command = new Command('add')
    .argument('[subproject]', 'the subproject; default: the only one there is')
    .argument('[path]', 'a thin manifest tree (directory) or a plain manifest (file); default: .')
    .summary('promote what staging has under a tag')
    .description('Adds to the manifest of a subproject what its staging registry has under a tag.');
  return addAddFlags(command)
    .addHelpText('after', examples)
    .action(async (subproject: string | undefined, location: string | undefined) =>
      run([subproject, location], command),
    );
}
