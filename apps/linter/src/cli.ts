import { createScreen, overrideExit, type Screen, toConsoleOptions } from '@cip/cli';
import { type Environment, prowEnvironment } from '@cip/runtime';
import { Command } from 'commander';
import { addLintFlags, toQuestion, toRequest } from './flags.js';

export interface CliOptions {
  readonly env: Environment;
  readonly version: string;
  readonly signal: AbortSignal;
}

const examples = `
Examples:
  cip-lint registry.k8s.io
  cip-lint registry.k8s.io --base origin/main --online
  cip-lint registry.k8s.io --fix
  cip-lint manifest.yaml --format json
  cip-lint --explain tag-moved

Under Prow, presubmits and batches are compared with PULL_BASE_SHA, and junit_cip-lint.xml, cip-lint.json and
cip-lint.sarif are left in $ARTIFACTS.

Exit codes: 0 no error, 1 an error, 2 wrong usage or configuration, 130 and 143 stopped by a signal.
`;

/** Parses the arguments (without node and script) and runs the linter. Resolves with the exit code. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<number> {
  let exitCode = 0;
  const program = addLintFlags(new Command('cip-lint'))
    .description('Says what is wrong with promoter manifests, with file, line, rule and remedy.')
    .argument('[path...]', 'thin manifest trees (directories) and plain manifests (files); default: .')
    .version(options.version, '--version')
    .showHelpAfterError('(see "cip-lint --help")')
    .addHelpText('after', examples)
    .action(async () => {
      exitCode = await run(program, options);
    });
  overrideExit(program);
  await program.parseAsync(args, { from: 'user' });
  return exitCode;
}

async function run(command: Command, { env, version, signal }: CliOptions): Promise<number> {
  const screen = createScreen(toConsoleOptions(command, env));
  const question = toQuestion(command, env);
  if (question) {
    const { answerQuestion } = await import('./answer-question.js');
    return answerQuestion(question, screen);
  }
  const request = toRequest(command, env);
  if (!request.base) await warnOfNoBase(env, screen);
  const { runLint } = await import('./run-lint.js');
  return runLint(request, { screen, version, signal });
}

/** A job that is about a change and does not know it would find nothing and look fine. */
async function warnOfNoBase(env: Environment, screen: Screen): Promise<void> {
  const { jobType } = prowEnvironment(env);
  if (jobType !== 'presubmit' && jobType !== 'batch') return;
  const log = await screen.openLog();
  log.warn('nothing is compared: set PULL_BASE_SHA, or give --base', { JOB_TYPE: jobType });
}
