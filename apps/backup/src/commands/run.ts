import { Command } from 'commander';
import type { Run } from '../command-input.js';
import { addRunFlags, toRunRequest } from '../run-request.js';

const examples = `
Examples:
  cip-backup run --from us.gcr.io/prod,eu.gcr.io/prod --to us.gcr.io/prod-backup,eu.gcr.io/prod-backup
  cip-backup run --from registry.example.org/prod --to backup.example.org/prod --layout incremental \\
      --thin-manifest-dir registry.k8s.io --lock /run/lock/cip-backup --metrics-file backup.prom
  cip-backup run --from registry.example.org/prod --to oci:/srv/backup

tree: each hour is a tree of its own, HOST/PATH/YYYY/MM/DD/HH/<repository>, that any tool can read.
incremental, oci: each image is kept once, in a registry or in a directory on disk; an hour in which nothing changed costs a listing for each repository.
A run that was cut short is completed by the next one in the same hour; a complete snapshot is left as it is.

Exit codes: 0 all regions have the snapshot, 1 something failed or is lost in production, or nothing was found there,
2 wrong usage, 3 another run has the lock, or the backup lies in its own source, 130 and 143 stopped by a signal.
`;

/** `cip-backup run`: takes a snapshot of each prefix of production. */
export function runCommand(run: Run): Command {
  const command = new Command('run')
    .summary('take a snapshot of production')
    .description(
      'Copies everything in production to the backup, images without a tag, children of indexes and attached ' +
        'artifacts included, under the name of the hour. Only adds to the backup, and only reads production.',
    );
  const work = run(async (given, input) => {
    const request = toRunRequest(given, input.env, input.now);
    const { backUp } = await import('../backup-run.js');
    return backUp(request, input);
  });
  return addRunFlags(command)
    .addHelpText('after', examples)
    .action(async () => work(command));
}
