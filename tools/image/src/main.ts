import { fileURLToPath } from 'node:url';
import { runProgram } from '@cip/cli';

// Set by the bundler.
declare const CIP_VERSION: string;

// The same depth from here in the sources and in the bundle.
const workspace = fileURLToPath(new URL('../../../', import.meta.url));

void runProgram({ name: 'image', version: CIP_VERSION }, async ({ args, ...input }) => {
  const { runCli } = await import('./cli.js');
  return runCli(args, { ...input, workspace });
});
