import { Command } from 'commander';
import type { Run } from '../command-input.js';
import { addProbeFlags, toProbeRequest } from '../probe/probe-request.js';

const examples = `
Examples:
  cip-auditor probe --repository us-docker.pkg.dev/k8s-artifacts-prod/heartbeat/auditor
  cip-auditor probe --repository us.registry.example/heartbeat --repository eu.registry.example/heartbeat

Run it periodically, and give serve the same repositories with --probe-repository. Its metric
cip_auditor_last_probe_timestamp_seconds says when the last probe was heard of: alert when it is too old.

Exit codes: 0 pushed everywhere, 1 somewhere it could not be pushed, 2 wrong usage, 130 and 143 stopped by a signal.
`;

/** `cip-auditor probe`: makes a change of its own, so that its absence from the events is noticed. */
export function probeCommand(run: Run): Command {
  const command = new Command('probe')
    .summary('push a heartbeat that the service must hear of')
    .description(
      'Pushes an empty artifact without a tag to a repository that is set aside for it. A service that hears of nothing looks ' +
        'like one that has nothing to report, and this tells the two apart. Uses Docker or Google credentials, and only adds.',
    );
  const work = run(async (given, input) => {
    const request = toProbeRequest(given, input.env);
    const { runProbe } = await import('../probe/run-probe.js');
    return runProbe(request, input);
  });
  return addProbeFlags(command)
    .addHelpText('after', examples)
    .action(async () => work(command));
}
