import { runProgram } from '@cip/cli';
import { runCli } from './cli.js';

// Set by the bundler.
declare const CIP_VERSION: string;

void runProgram({ name: 'cip-backup', version: CIP_VERSION }, ({ args, ...input }) =>
  runCli(args, { ...input, version: CIP_VERSION }),
);
