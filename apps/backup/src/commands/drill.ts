import { addFlags, flag } from '@cip/cli';
import { parseBytes } from '@cip/runtime';
import { Command } from 'commander';
import type { Run } from '../command-input.js';
import { backupFlag, checkedPrefix, sharedFlags, toBackupName, toSharedRequest } from '../flags.js';

const examples = `
Examples:
  cip-backup drill latest --backup us.gcr.io/prod-backup
  cip-backup drill 2026/11/25/09 --backup oci:/srv/backup --to 127.0.0.1:5000/drill

Without --to everything is restored to a folder of its own below $TMPDIR, which needs room for all of the snapshot and is
removed at the end. latest is the newest complete snapshot whose record is sound; newer ones are reported as corrupt.

Exit codes: 0 the snapshot was restored, and is what its record says; 1 it was not; 2 wrong usage or no such snapshot;
3 the place given is not empty.
`;

/** `cip-backup drill`: proves that a snapshot restores. */
export function drillCommand(run: Run): Command {
  const command = new Command('drill')
    .argument('<snapshot>', 'YYYY/MM/DD/HH, or latest')
    .summary('prove that a snapshot restores')
    .description(
      'Restores a snapshot to an empty place, reads everything there, and compares it with the record.',
    );
  const work = run(async (given, input) => {
    const { to, maxBuffer } = given.opts<{ to?: string; maxBuffer: string }>();
    const [snapshot = ''] = given.args;
    const request = {
      ...toSharedRequest(given, input.env),
      backup: toBackupName(given),
      snapshot,
      ...(to !== undefined && { to: checkedPrefix(to, '--to') }),
      maxBufferedBytes: parseBytes(maxBuffer, '--max-buffer'),
    };
    const { drill } = await import('../drill.js');
    return drill(request, input);
  });
  return addFlags(command, [
    backupFlag(),
    flag(
      '--to <prefix>',
      'an empty prefix of a registry: HOST/PATH (default: a folder of its own)',
      'backup',
    ),
    flag('--max-buffer <size>', 'memory for layers on their way', 'registries').default('256MiB'),
    ...sharedFlags(),
  ])
    .addHelpText('after', examples)
    .action(async () => work(command));
}
