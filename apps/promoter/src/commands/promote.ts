import { Command } from 'commander';
import { addConfirmFlags, addPromotionFlags } from '../flags.js';

const examples = `
Examples:
  cip promote registry.k8s.io               (a dry run)
  cip promote registry.k8s.io --confirm
  cip promote registry.k8s.io --plan plan.json --confirm
  cip promote registry.k8s.io --confirm --shard auto     (a Cloud Run job of several tasks)
  cip promote registry.k8s.io --confirm --shard auto/8   (an Indexed Job of 8 completions)

Exit codes: 0 all is in place, 1 something is blocked or failed, 2 wrong usage, 3 the saved plan is out of date,
130 and 143 stopped by a signal.
`;

/** `cip promote`: the same as `plan`, and with `--confirm` carries the plan out. */
export function promoteCommand(run: (command: Command) => Promise<void>): Command {
  const command = new Command('promote')
    .summary('make production contain what the manifests say')
    .description(
      'Copies to the destination registries what the manifests say and is not there yet, and checks it. ' +
        'Signs what it promotes if .cip.yaml has "signing". ' +
        'Never deletes, and never moves a tag. Without --confirm it only says what it would do.',
    );
  return addPromotionFlags(addConfirmFlags(command))
    .addHelpText('after', examples)
    .action(async () => run(command));
}
