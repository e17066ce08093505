import { setFlagsFromString } from 'node:v8';
import { runProgram } from '@cip/cli';
import { runCli } from './cli.js';

// Set by the bundler.
declare const CIP_VERSION: string;

// By default V8 lets garbage grow to a multiple of what is in use before it collects it: on a machine with much memory a
// large tree would take twice as much. In percent of what is in use.
setFlagsFromString('--heap-growing-percent=40');

/** In milliseconds: what was found until a signal is told, if that does not take longer. */
const grace = 750;

void runProgram(
  { name: 'cip-lint', version: CIP_VERSION },
  ({ args, ...input }) => runCli(args, { ...input, version: CIP_VERSION }),
  { grace },
);
