import { addFlags, flag, switches } from '@cip/cli';
import { parseCount } from '@cip/runtime';
import { Command } from 'commander';
import type { Run } from '../command-input.js';
import { backupFlag, sharedFlags, toBackupName, toSharedRequest } from '../flags.js';

const examples = `
Examples:
  cip-backup prune --backup us.gcr.io/prod-backup                                           (a dry run)
  cip-backup prune --backup us.gcr.io/prod-backup --keep-hourly 48 --keep-daily 30 --keep-monthly 12 --confirm

The newest snapshot always stays. With the layouts incremental and oci, images go only when no snapshot refers to
them. Give the same --lock as the runs of this machine, and do not prune while another machine takes a snapshot.
While a snapshot cannot be read, nobody knows which images it needs: old records go then, and all shared images stay.
The registry frees the space when it next collects its garbage.

Exit codes: 0 done, 1 something could not be deleted or had to be kept, 2 wrong usage, 3 it would remove the last good
snapshot, 130 and 143 stopped by a signal.
`;

interface Flags {
  readonly keepHourly: string;
  readonly keepDaily: string;
  readonly keepMonthly: string;
  readonly lock?: string;
}

/** `cip-backup prune`: deletes snapshots that are no longer wanted. */
export function pruneCommand(run: Run): Command {
  const command = new Command('prune')
    .summary('delete old snapshots')
    .description(
      'Chooses which snapshots stay, and deletes the others. Without --confirm it only says what would go.',
    );
  const work = run(async (given, input) => {
    const { keepHourly, keepDaily, keepMonthly, lock } = given.opts<Flags>();
    const request = {
      ...toSharedRequest(given, input.env),
      backup: toBackupName(given),
      retention: {
        hourly: parseCount(keepHourly, '--keep-hourly', { min: 0 }),
        daily: parseCount(keepDaily, '--keep-daily', { min: 0 }),
        monthly: parseCount(keepMonthly, '--keep-monthly', { min: 0 }),
      },
      confirm: switches(given, input.env)('--confirm'),
      ...(lock !== undefined && { lock }),
    };
    const { prune } = await import('../prune.js');
    return prune(request, input);
  });
  return addFlags(command, [
    backupFlag(),
    flag('--keep-hourly <n>', 'the newest N snapshots', 'backup').default('48'),
    flag('--keep-daily <n>', 'the last one of each of the newest N days', 'backup').default('30'),
    flag('--keep-monthly <n>', 'the last one of each of the newest N months', 'backup').default('12'),
    flag('--lock <file>', 'let no run on this machine have this lock at the same time', 'backup'),
    flag('--confirm', 'really delete; without it nothing is changed', 'output'),
    ...sharedFlags(),
  ])
    .addHelpText('after', examples)
    .action(async () => work(command));
}
