import { Command } from 'commander';
import { fmtCommand } from './manifest/fmt.js';

/** What runs each of the commands: its arguments and itself. */
export interface ManifestRuns {
  readonly fmt: (paths: readonly string[], command: Command) => Promise<void>;
}

/** `cip manifest`: writes manifests for people. */
export function manifestCommand(runs: ManifestRuns): Command {
  return new Command('manifest')
    .summary('write manifests, and look things up in them')
    .description('Writes promoter manifests, and looks things up in them.')
    .addCommand(fmtCommand(runs.fmt));
}
