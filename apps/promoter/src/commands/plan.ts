import { Command } from 'commander';
import { addPromotionFlags } from '../flags.js';

const examples = `
Examples:
  cip plan registry.k8s.io
  cip plan registry.k8s.io --since origin/main --format json
  cip plan manifest.yaml -o plan.json
  cip plan registry.k8s.io --shard 0/4                   (the first of four parts)

Exit codes: 0 nothing is blocked, 1 something is, 2 wrong usage, 130 and 143 stopped by a signal.
`;

/** `cip plan`: reads, compares and prints; writes nothing anywhere. */
export function planCommand(run: (command: Command) => Promise<void>): Command {
  const command = new Command('plan')
    .summary('say what a promotion would do')
    .description(
      'Reads the manifests and the registries and says what a promotion would do. Writes nothing anywhere.',
    );
  return addPromotionFlags(command)
    .addHelpText('after', examples)
    .action(async () => run(command));
}
