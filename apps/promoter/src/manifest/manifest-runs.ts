import { type Console, openConsole, toConsoleOptions } from '@cip/cli';
import type { Environment } from '@cip/runtime';
import type { Command } from 'commander';
import type { ManifestRuns } from '../commands/manifest.js';
import { toAddRequest } from './add-request.js';
import { toFindRequest } from './find-request.js';
import { toFmtRequest } from './fmt-request.js';
import { toInitRequest } from './init-request.js';
import { runAdd } from './run-add.js';
import { runFind } from './run-find.js';
import { runFmt } from './run-fmt.js';
import { runInit } from './run-init.js';

interface RunOptions {
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** Runs the commands of `cip manifest`; `ended` is told the exit code. */
export function manifestRuns({ env, signal }: RunOptions, ended: (exitCode: number) => void): ManifestRuns {
  const run = async <Request>(
    command: Command,
    request: Request,
    act: (request: Request, console: Console, signal: AbortSignal) => Promise<number>,
  ): Promise<void> => {
    ended(await act(request, await openConsole(toConsoleOptions(command, env)), signal));
  };
  return {
    add: async (names, command) => run(command, await toAddRequest(names, command, env), runAdd),
    find: (asked, location, command) => run(command, toFindRequest(asked, location, command), runFind),
    init: (subproject, location, command) =>
      run(command, toInitRequest(subproject, location, command, env), runInit),
    fmt: (paths, command) => run(command, toFmtRequest(paths, command, env), runFmt),
  };
}
