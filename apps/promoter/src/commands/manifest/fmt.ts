import { Command } from 'commander';
import { addFmtFlags } from '../../manifest/fmt-request.js';

const examples = `
Examples:
  cip manifest fmt
  cip manifest fmt registry.k8s.io --check
  cip manifest fmt registry.k8s.io/images/tools/images.yaml manifest.yaml

A file in canonical form has one spelling for each thing: no block, digest or tag changes its place, and every comment
stays. Files with mistakes, and files for which the configuration switches the rule canonical-format off, stay as they are.

Exit codes: 0 all is in canonical form now, 1 a file has mistakes, or with --check is not in canonical form, 2 wrong usage,
130 and 143 stopped by a signal.
`;

/** `cip manifest fmt`: puts manifests in canonical form. */
export function fmtCommand(run: (paths: readonly string[], command: Command) => Promise<void>): Command {
  const command = new Command('fmt')
    .argument('[path...]', 'thin manifest trees, plain manifests, or single files of a tree; default: .')
    .summary('put manifests in canonical form')
    .description('Puts manifests in canonical form, in place.');
  return addFmtFlags(command)
    .addHelpText('after', examples)
    .action(async (paths: readonly string[]) => run(paths, command));
}
