import { Command } from 'commander';
import { addStatusFlags } from '../status/status-request.js';

const examples = `
Examples:
  cip status kube-apiserver:v1.30.0                          (in the directory of the tree)
  cip status kube-apiserver@sha256:1a2b3c4d5e6f registry.k8s.io
  cip status us-docker.pkg.dev/k8s-artifacts-prod/images/pause registry.k8s.io --format json

IMAGE is a name in the manifests, or a repository in full: a source or any of its destinations, which stands for all of
them. One that no manifest names is looked for in the registry. A tag or digest costs a HEAD or two in each region, and an
image as a whole the listing of its repositories.

Also lists the signatures, attestations, SBOMs and other artifacts that are attached to the image in each region, who signed
them, and where the project keeps them. This costs four requests more for each digest in each region, for up to 5 digests, and
two for each artifact. What is attached does not change the exit code; cip verify also looks at the platforms of an index.

Exit codes: 0 everything asked about is in place everywhere, 1 it is not or nobody knows, 2 wrong usage, or no manifest and
no registry has such an image, 130 and 143 stopped by a signal.
`;

/** `cip status`: where an image stands in every region, and why. */
export function statusCommand(run: (asked: string, command: Command) => Promise<void>): Command {
  const command = new Command('status')
    .argument('<image>', 'IMAGE, IMAGE:TAG or IMAGE@DIGEST; of a digest the beginning is enough')
    .summary('say where an image stands in every region, and why')
    .description(
      'Says where an image stands in every region, which line of which manifest promises it, and what is attached to it. Writes nothing anywhere.',
    );
  return addStatusFlags(command)
    .addHelpText('after', examples)
    .action(async (asked: string) => run(asked, command));
}
