import { fileURLToPath } from 'node:url';
import { runProgram } from '@cip/cli';
import { runCli } from './cli.js';

// Set by the bundler.
declare const CIP_VERSION: string;

// The same depth from here in the sources and in the bundle.
const workspace = fileURLToPath(new URL('../../../', import.meta.url));

void runProgram({ name: 'image', version: CIP_VERSION }, ({ args, ...input }) =>
  runCli(args, { ...input, workspace }),
);
