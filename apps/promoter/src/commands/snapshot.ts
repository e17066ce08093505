import { Command } from 'commander';
import { addSnapshotFlags } from '../snapshot/snapshot-request.js';

const examples = `
Examples:
  cip snapshot us-docker.pkg.dev/k8s-artifacts-prod/images
  cip snapshot us-docker.pkg.dev/k8s-artifacts-prod/images --minimal > production.yaml
  cip snapshot us-docker.pkg.dev/k8s-artifacts-prod/images registry.k8s.io --from-manifests
  cip snapshot gcr.io/k8s-staging-kas/kas-network-proxy --tag v0.1.2 --format csv

yaml is an images.yaml in canonical form, with names below the prefix; csv has lines name@digest,name:tag, or
name@digest,- for what has no tag. What a prefix holds itself is named after it.
With --minimal, a registry and the manifests that filled it give the same bytes. A child that the manifests given name
stays. A registry that lists tags only is asked for each tag; what it holds without a tag is found through indexes,
referrers, and the manifests that are given as the second argument, or with --thin-manifest-dir or --manifest.

Exit codes: 0 everything was read, 1 something could not be read and is told on stderr, 2 wrong usage,
130 and 143 stopped by a signal.
`;

/** `cip snapshot`: what a registry holds, or is promised, in the form of manifests. */
export function snapshotCommand(run: (asked: string, command: Command) => Promise<void>): Command {
  const command = new Command('snapshot')
    .argument('<registry>', 'a registry, a prefix or a repository: HOST[:PORT][/PATH]')
    .summary('print what a registry holds, or what manifests promise there')
    .description(
      'Prints what a registry holds at a prefix and below it, or what manifests promise there. Reads only.',
    );
  return addSnapshotFlags(command)
    .addHelpText('after', examples)
    .action(async (asked: string) => run(asked, command));
}
