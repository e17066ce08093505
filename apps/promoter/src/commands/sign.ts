import { Command } from 'commander';
import { addSignFlags } from '../sign/sign-request.js';

const examples = `
Examples:
  cip sign registry.k8s.io                         (a dry run)
  cip sign registry.k8s.io --confirm
  cip sign registry.k8s.io --confirm --limit 500   (a batch; run it again for the next one)

What is signed, and as whom, "signing" in .cip.yaml says. Signs only what the destination holds, and only what is not signed
yet, so that an interrupted run is completed by the next one. Each signature is made once, in the canonical destination or the
first one of the manifest, and copied to the other destinations.

Exit codes: 0 nothing failed, 1 something failed or could not be read, 2 wrong usage, 130 and 143 stopped by a signal.
`;

/** `cip sign`: signs what was promoted, and with `--confirm` really does. */
export function signCommand(run: (command: Command) => Promise<void>): Command {
  const command = new Command('sign')
    .summary('sign what was promoted and is not signed yet')
    .description(
      'Makes the image signatures and promotion records that promoted images lack. ' +
        'Never deletes, and never moves a tag. Without --confirm it only says what it would do.',
    );
  return addSignFlags(command)
    .addHelpText('after', examples)
    .action(async () => run(command));
}
