import { type Console, openConsole, toConsoleOptions } from '@cip/cli';
import type { Environment } from '@cip/runtime';
import type { Command } from 'commander';
import type { ManifestRuns } from '../commands/manifest.js';
import { toAddRequest } from './add-request.js';
import { toFindRequest } from './find-request.js';
import { toFmtRequest } from './fmt-request.js';
import { toInitRequest } from './init-request.js';

type Act<Request> = (request: Request, console: Console, signal: AbortSignal) => Promise<number>;

interface RunOptions {
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** Runs the commands of `cip manifest`; `ended` is told the exit code. */
export function manifestRuns({ env, signal }: RunOptions, ended: (exitCode: number) => void): ManifestRuns {
  const run = async <Request>(
    command: Command,
    request: Request,
    load: () => Promise<Act<Request>>,
  ): Promise<void> => {
    const console = await openConsole(toConsoleOptions(command, env));
    const act = await load();
    ended(await act(request, console, signal));
  };
  return {
    add: async (names, command) =>
      run(
        command,
        await toAddRequest(names, command, env),
        async () => (await import('./run-add.js')).runAdd,
      ),
    find: (asked, location, command) =>
      run(
        command,
        toFindRequest(asked, location, command),
        async () => (await import('./run-find.js')).runFind,
      ),
    init: (subproject, location, command) =>
      run(
        command,
        toInitRequest(subproject, location, command, env),
        async () => (await import('./run-init.js')).runInit,
      ),
    fmt: (paths, command) =>
      run(command, toFmtRequest(paths, command, env), async () => (await import('./run-fmt.js')).runFmt),
  };
}
