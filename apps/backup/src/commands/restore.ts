import { addFlags, flag, list, switches } from '@cip/cli';
import { parseBytes, UsageError } from '@cip/runtime';
import { Command } from 'commander';
import type { Run } from '../command-input.js';
import { backupFlag, checkedPrefix, sharedFlags, toBackupName, toSharedRequest } from '../flags.js';

const examples = `
Examples:
  cip-backup restore latest --backup us.gcr.io/prod-backup --to us.gcr.io/prod             (a dry run)
  cip-backup restore 2026/11/25/09 --backup us.gcr.io/prod-backup --to us.gcr.io/prod --confirm
  cip-backup restore latest --backup oci:/srv/backup --to us.gcr.io/prod --only 'kube-*' --confirm

Nothing is deleted, and no tag is moved: what production has under a tag of the snapshot is listed and left there.
--overwrite-tags moves such tags back. Its dry run lists each of them; read that list before you add --confirm.
latest is the newest complete snapshot whose record is sound; a warning names newer ones that are passed over.

Exit codes: 0 production has all of the snapshot, 1 something is blocked, missing or failed, 2 wrong usage or no such
snapshot, 130 and 143 stopped by a signal; run it again, and it goes on from what is in place.
`;

/** `cip-backup restore`: makes production hold what a snapshot holds. */
export function restoreCommand(run: Run): Command {
  const command = new Command('restore')
    .argument('<snapshot>', 'YYYY/MM/DD/HH, or latest')
    .summary('bring a snapshot back to production')
    .description(
      'Compares a snapshot with production, and copies back what is not there. Without --confirm it only says what ' +
        'it would do.',
    );
  const work = run(async (given, input) => {
    const { to, only = [], maxBuffer } = given.opts<{ to?: string; only?: string[]; maxBuffer: string }>();
    const isOn = switches(given, input.env);
    const [snapshot = ''] = given.args;
    if (to === undefined)
      throw new UsageError('nowhere to restore to', 'Name production with --to HOST/PATH.');
    const request = {
      ...toSharedRequest(given, input.env),
      backup: toBackupName(given),
      snapshot,
      to: checkedPrefix(to, '--to'),
      only,
      confirm: isOn('--confirm'),
      overwriteTags: isOn('--overwrite-tags'),
      maxBufferedBytes: parseBytes(maxBuffer, '--max-buffer'),
    };
    const { restore } = await import('../restore.js');
    return restore(request, input);
  });
  return addFlags(command, [
    backupFlag(),
    flag('--to <prefix>', 'production: HOST/PATH', 'backup'),
    flag(
      '--only <glob>',
      'only repositories that match, such as kube-* or images/**; repeatable',
      'backup',
    ).argParser(list),
    flag('--confirm', 'really restore; without it nothing is written', 'output'),
    flag('--overwrite-tags', 'move tags that are on something else by now; for disasters', 'output'),
    flag('--max-buffer <size>', 'memory for layers on their way', 'registries').default('256MiB'),
    ...sharedFlags(),
  ])
    .addHelpText('after', examples)
    .action(async () => work(command));
}
