import { addFlags } from '@cip/cli';
import { Command } from 'commander';
import type { Run } from '../command-input.js';
import { backupFlag, sharedFlags, toBackupName, toSharedRequest } from '../flags.js';

const examples = `
Examples:
  cip-backup list --backup us.gcr.io/prod-backup
  cip-backup list --backup oci:/srv/backup --format json

Each record names the one before it: suspect are records that contradict each other, so one of them was exchanged; a record
whose predecessor is gone says so, as after a prune.

Exit codes: 0 listed, 1 a snapshot or the backup cannot be read, or a record is suspect, 2 wrong usage.
`;

/** `cip-backup list`: which snapshots a backup has. */
export function listCommand(run: Run): Command {
  const command = new Command('list')
    .summary('list the snapshots of a backup')
    .description(
      'Lists the snapshots of a backup, oldest first, with those that were never finished. Reads only.',
    );
  const work = run(async (given, input) => {
    const request = { ...toSharedRequest(given, input.env), backup: toBackupName(given) };
    const { list } = await import('../list-snapshots.js');
    return list(request, input);
  });
  return addFlags(command, [backupFlag(), ...sharedFlags()])
    .addHelpText('after', examples)
    .action(async () => work(command));
}
