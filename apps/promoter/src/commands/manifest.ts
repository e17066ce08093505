import { Command } from 'commander';
import { addCommand } from './manifest/add.js';
import { findCommand } from './manifest/find.js';
import { fmtCommand } from './manifest/fmt.js';
import { initCommand } from './manifest/init.js';

/** What runs each of the commands: its arguments and itself. */
export interface ManifestRuns {
  readonly add: (names: readonly (string | undefined)[], command: Command) => Promise<void>;
  readonly find: (asked: string, location: string, command: Command) => Promise<void>;
  readonly fmt: (paths: readonly string[], command: Command) => Promise<void>;
  readonly init: (subproject: string, location: string, command: Command) => Promise<void>;
}

/** `cip manifest`: writes manifests for people. */
export function manifestCommand(runs: ManifestRuns): Command {
  return new Command('manifest')
    .summary('write manifests, and look things up in them')
    .description('Writes promoter manifests, and looks things up in them.')
    .addCommand(initCommand(runs.init))
    .addCommand(addCommand(runs.add))
    .addCommand(fmtCommand(runs.fmt))
    .addCommand(findCommand(runs.find));
}
