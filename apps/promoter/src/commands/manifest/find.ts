import { Command } from 'commander';
import { addFindFlags } from '../../manifest/find-request.js';

const examples = `
Examples:
  cip manifest find kube-apiserver:v1.30.0 registry.k8s.io
  cip manifest find v1.30.0 registry.k8s.io
  cip manifest find sha256:1f2e3d registry.k8s.io --format json
  cip manifest find us-docker.pkg.dev/k8s-artifacts-prod/images/pause registry.k8s.io

WHAT is an image, IMAGE:TAG, IMAGE@DIGEST, a tag or a digest. An image is a name in the manifests, the end of one, or a
repository in full. Any beginning of a digest will do, as long as only one digest begins so; "sha256:" may be left out.

Exit codes: 0 found, 1 no manifest has it, 2 wrong usage, or several digests begin so, 130 and 143 stopped by a signal.
`;

/** `cip manifest find`: where an image, a tag or a digest stands. */
export function findCommand(
  run: (asked: string, location: string, command: Command) => Promise<void>,
): Command {
  const command = new Command('find')
    .argument('<what>', 'an image, a tag or a digest')
    .argument('[path]', 'a thin manifest tree (directory) or a plain manifest (file)', '.')
    .summary('say where an image, a tag or a digest stands')
    .description(
      'Says which line of which manifest names an image, a tag or a digest, and where it goes. Asks no registry.',
    );
  return addFindFlags(command)
    .addHelpText('after', examples)
    .action(async (asked: string, location: string) => run(asked, location, command));
}
