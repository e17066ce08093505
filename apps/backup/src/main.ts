import { runProgram } from '@cip/cli';

// Set by the bundler.
declare const CIP_VERSION: string;

void runProgram({ name: 'cip-backup', version: CIP_VERSION }, async ({ args, ...input }) => {
  const { runCli } = await import('./cli.js');
  return runCli(args, { ...input, version: CIP_VERSION });
});
