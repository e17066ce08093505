import { addFlags, flag } from '@cip/cli';
import { UsageError } from '@cip/runtime';
import { type Level, levels } from '@cip/snapshot';
import { Command } from 'commander';
import type { Run } from '../command-input.js';
import { backupFlag, sharedFlags, toBackupName, toSharedRequest } from '../flags.js';

const examples = `
Examples:
  cip-backup verify latest --backup us.gcr.io/prod-backup
  cip-backup verify 2026/11/25/09 --backup us.gcr.io/prod-backup --level blobs
  cip-backup verify latest --backup oci:/srv/backup --level blobs --sample 0.05

listing: every tag and digest of the record is there. graph: every manifest can be read, and every blob is there.
blobs: every byte hashes to its digest.
latest is the newest complete snapshot whose record is sound; newer ones are reported as corrupt.

Exit codes: 0 the snapshot is as its record says, 1 it is not or could not be read, 2 wrong usage or no such snapshot.
`;

/** `cip-backup verify`: is a snapshot what its record says. */
export function verifyCommand(run: Run): Command {
  const command = new Command('verify')
    .argument('<snapshot>', 'YYYY/MM/DD/HH, or latest')
    .summary('hold a snapshot against its record')
    .description('Holds what is in the backup against the record of a snapshot. Reads only.');
  const work = run(async (given, input) => {
    const { level, sample, metricsFile } = given.opts<{
      level: Level;
      sample: string;
      metricsFile?: string;
    }>();
    const [snapshot = ''] = given.args;
    const request = {
      ...toSharedRequest(given, input.env),
      backup: toBackupName(given),
      snapshot,
      level,
      sample: toShare(sample),
      ...(metricsFile !== undefined && { metricsFile }),
    };
    const { verify } = await import('../verify.js');
    return verify(request, input);
  });
  return addFlags(command, [
    backupFlag(),
    flag('--level <level>', 'how closely to look', 'backup')
      .choices([...levels])
      .default('listing'),
    flag(
      '--sample <share>',
      'look closely at this share of the images only, chosen anew each time',
      'backup',
    ).default('1'),
    flag('--metrics-file <file>', 'write figures here, in the text format of Prometheus', 'output'),
    ...sharedFlags(),
  ])
    .addHelpText('after', examples)
    .action(async () => work(command));
}

function toShare(text: string): number {
  const share = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (share > 0 && share <= 1) return share;
  throw new UsageError(
    `--sample ${JSON.stringify(text)}: this is no share of the images`,
    'Write a number above 0 and up to 1, such as 0.05 for one image in twenty.',
  );
}
