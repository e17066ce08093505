import { Command } from 'commander';
import type { Run } from '../command-input.js';
import { addSweepFlags, toSweepRequest } from '../sweep/sweep-request.js';

const examples = `
Examples:
  cip-auditor sweep registry.k8s.io
  cip-auditor sweep https://github.com/kubernetes/k8s.io --manifests-path registry.k8s.io --format json
  cip-auditor sweep registry.k8s.io --deep --shard 0/4
  cip-auditor sweep registry.k8s.io --shard auto            (on Cloud Run)
  cip-auditor sweep registry.k8s.io --shard auto/4          (in an Indexed Job of 4 completions)

Where the registry lists everything (Google's do), a repository costs one request, and each index one more in one region.
--deep reads every promised manifest, and every child of a promised index, in every region; no blobs.

Exit codes: 0 no drift, 1 drift, invalid manifests, manifests that cannot be reached or an alert that was not accepted,
2 wrong usage, or manifests that do not exist, 130 and 143 stopped by a signal.
`;

/** `cip-auditor sweep`: compares every destination repository with the manifests, once. */
export function sweepCommand(run: Run): Command {
  const command = new Command('sweep')
    .summary('compare everything in production with the manifests')
    .description(
      'Compares every destination repository with the manifests, in every region, and looks for repositories that no ' +
        'manifest names. Reads only.',
    );
  const work = run(async (given, input) => {
    const request = toSweepRequest(given, input.env);
    const { openSweep } = await import('../sweep/open-sweep.js');
    return openSweep(request, input);
  });
  return addSweepFlags(command)
    .addHelpText('after', examples)
    .action(async () => work(command));
}
