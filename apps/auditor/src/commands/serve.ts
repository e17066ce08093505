import { ExitCode } from '@cip/runtime';
import { Command } from 'commander';
import type { Run } from '../command-input.js';
import { addServeFlags, toServeRequest } from '../flags.js';

const examples = `
Examples:
  cip-auditor serve https://github.com/kubernetes/k8s.io --manifests-path registry.k8s.io \\
      --pubsub-audience https://auditor.example/events/pubsub \\
      --pubsub-service-account pusher@project.iam.gserviceaccount.com
  cip-auditor serve registry.k8s.io --host 127.0.0.1 --port 8080 --journal /var/lib/cip/journal
  cip-auditor serve registry.k8s.io --distribution-secret-file /run/secrets/registry \\
      --registry-name '*=registry.example'

Pub/Sub pushes go to / or /events/pubsub, notifications of distribution registries to /events/distribution. Recent
changes are shown under /, and as JSON under /api/transactions; /metrics is for Prometheus, /health and /ready for probes.

Exit codes: 1 the manifests cannot be reached, 2 wrong usage, or manifests that do not exist, 130 and 143 stopped by a
signal.
`;

/** `cip-auditor serve`: judges changes as registries report them, until it is told to end. */
export function serveCommand(run: Run): Command {
  const command = new Command('serve')
    .summary('judge every change as registries report it')
    .description(
      'Takes the events of registries, and holds each against the manifests. A change that nobody approved is logged ' +
        'and alerted.',
    );
  const work = run(async (given, { env, version, signal, console }) => {
    const request = toServeRequest(given, env);
    const { serve } = await import('../http/serve.js');
    await serve(request, { env, version, signal, log: console.log });
    return ExitCode.ok;
  });
  return addServeFlags(command)
    .addHelpText('after', examples)
    .action(async () => work(command));
}
