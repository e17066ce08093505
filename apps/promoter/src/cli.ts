import { openConsole, overrideExit, toConsoleOptions } from '@cip/cli';
import type { Environment } from '@cip/runtime';
import { Command } from 'commander';
import { compareCommand } from './commands/compare.js';
import { manifestCommand } from './commands/manifest.js';
import { planCommand } from './commands/plan.js';
import { promoteCommand } from './commands/promote.js';
import { reportCommand } from './commands/report.js';
import { signCommand } from './commands/sign.js';
import { snapshotCommand } from './commands/snapshot.js';
import { statusCommand } from './commands/status.js';
import { verifyCommand } from './commands/verify.js';
import { toCompareRequest } from './compare/compare-request.js';
import { toRequest } from './flags.js';
import { fromKpromo } from './kpromo-arguments.js';
import { manifestRuns } from './manifest/manifest-runs.js';
import { toReportRequest } from './report/report-request.js';
import { toSignRequest } from './sign/sign-request.js';
import { toSnapshotRequest } from './snapshot/snapshot-request.js';
import { toStatusRequest } from './status/status-request.js';
import { toVerifyRequest } from './verify/verify-request.js';

export interface CliOptions {
  readonly env: Environment;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** Parses the arguments (without node and script) and runs the command. Resolves with the exit code. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<number> {
  let exitCode = 0;
  const translated = fromKpromo(args);
  const run = async (command: Command): Promise<void> => {
    const request = toRequest(command, options.env);
    const console = await openConsole(toConsoleOptions(command, options.env));
    for (const note of translated.notes) console.log.warn(note);
    const { runPromotion } = await import('./promotion.js');
    exitCode = await runPromotion(request, console, options);
  };
  const lookUp = async (asked: string, command: Command): Promise<void> => {
    const request = toStatusRequest(asked, command, options.env);
    const console = await openConsole(toConsoleOptions(command, options.env));
    const { runStatus } = await import('./status/run-status.js');
    exitCode = await runStatus(request, console, options.signal);
  };
  const snapshot = async (asked: string, command: Command): Promise<void> => {
    const request = toSnapshotRequest(asked, command, options.env);
    const console = await openConsole(toConsoleOptions(command, options.env));
    const { runSnapshot } = await import('./snapshot/run-snapshot.js');
    exitCode = await runSnapshot(request, console, options.signal);
  };
  const compare = async (old: string, news: readonly string[], command: Command): Promise<void> => {
    const request = toCompareRequest(old, news, command, options.env);
    const console = await openConsole(toConsoleOptions(command, options.env));
    const { runCompare } = await import('./compare/run-compare.js');
    exitCode = await runCompare(request, console, options.signal);
  };
  const verify = async (asked: readonly string[], command: Command): Promise<void> => {
    const request = toVerifyRequest(asked, command, options.env);
    const console = await openConsole(toConsoleOptions(command, options.env));
    const { runVerify } = await import('./verify/run-verify.js');
    exitCode = await runVerify(request, console, options.signal);
  };
  const sign = async (command: Command): Promise<void> => {
    const request = toSignRequest(command, options.env);
    const console = await openConsole(toConsoleOptions(command, options.env));
    const { runSign } = await import('./sign/run-sign.js');
    exitCode = await runSign(request, console, options);
  };
  const report = async (paths: readonly string[], command: Command): Promise<void> => {
    const request = toReportRequest(paths, command, options.env);
    const console = await openConsole(toConsoleOptions(command, options.env));
    const { runReport } = await import('./report/run-report.js');
    exitCode = await runReport(request, console);
  };
  const program = new Command('cip')
    .description('Container Image Promoter: makes production registries contain what reviewed manifests say.')
    .version(options.version, '--version')
    .showHelpAfterError('(see "cip --help", or "cip <command> --help")')
    .addCommand(planCommand(run))
    .addCommand(promoteCommand(run))
    .addCommand(reportCommand(report))
    .addCommand(statusCommand(lookUp))
    .addCommand(snapshotCommand(snapshot))
    .addCommand(compareCommand(compare))
    .addCommand(verifyCommand(verify))
    .addCommand(signCommand(sign))
    .addCommand(
      manifestCommand(
        manifestRuns(options, (code) => {
          exitCode = code;
        }),
      ),
    );
  overrideExit(program);
  await program.parseAsync([...translated.args], { from: 'user' });
  return exitCode;
}
