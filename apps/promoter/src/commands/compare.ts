import { Command } from 'commander';
import { addCompareFlags } from '../compare/compare-request.js';

const examples = `
Examples:
  cip compare gcr.io/google-containers us.gcr.io/k8s-artifacts-prod,eu.gcr.io/k8s-artifacts-prod
  cip compare registry.example.org/old registry.example.com/new --level blobs --state compare.jsonl
  cip compare gcr.io/google-containers us.gcr.io/k8s-artifacts-prod --write-manifest back-fill
  cip promote back-fill --confirm

Repositories belong together by their path below the prefixes. Children of indexes and images without a tag count, and so do
attached artifacts: a new registry must list each referrer that the old one lists, by the referrers API or under the tag
sha256-<hex>. What a new registry has besides does not matter.
listing: every tag and digest is there. graph: every manifest can be read, and every blob is there. blobs: every byte
hashes to its digest.
With --state, a run that was interrupted goes on where it stopped, and what was found equal is never asked again: remove
the file to begin anew. What differed, or could not be read, is compared again.

Exit codes: 0 every new registry has all of the old one, 1 not, or something could not be read, 2 wrong usage,
130 and 143 stopped by a signal.
`;

/** `cip compare`: may a domain be flipped from one registry to others. */
export function compareCommand(
  run: (old: string, news: readonly string[], command: Command) => Promise<void>,
): Command {
  const command = new Command('compare')
    .argument('<old>', 'the registry that has everything: HOST[:PORT][/PATH]')
    .argument('<new...>', 'those that should have it, too; with commas or blanks between them')
    .summary('say whether new registries have all of an old one')
    .description(
      'Says whether every tag and digest of one registry is in each of the others: the check before a domain is ' +
        'flipped. Only reads registries.',
    );
  return addCompareFlags(command)
    .addHelpText('after', examples)
    .action(async (old: string, news: readonly string[]) => run(old, news, command));
}
