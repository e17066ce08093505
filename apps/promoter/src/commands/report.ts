import { Command } from 'commander';
import { addReportFlags } from '../report/report-request.js';

const examples = `
Examples:
  cip report cip-0-of-2.json cip-1-of-2.json
  cip report artifacts --format html > report.html      (all reports of shards in this folder)

The reports must be of one run: of the same manifests and number of shards, with the same flags. A shard that left no report,
or was stopped by a signal, is listed with what it left undone, and makes the exit code 1.

Exit codes: those of the command that the shards ran, as if it had been one process: 0 or 1, and 2 for --strict. Also 1
a shard is missing or was stopped, and 2 a file is not the report of a shard, or not of the same run.
`;

/** `cip report`: the reports of shards as one. */
export function reportCommand(run: (paths: readonly string[], command: Command) => Promise<void>): Command {
  const command = new Command('report')
    .argument('<files...>', 'JSON reports of "cip plan" or "cip promote" with --shard, or a folder with them')
    .summary('put the reports of shards together')
    .description(
      'Puts the JSON reports of the shards of one run together, to the report that one process would have made.',
    );
  return addReportFlags(command)
    .addHelpText('after', examples)
    .action(async (paths: readonly string[]) => run(paths, command));
}
