import { runProgram } from '@cip/cli';

// Set by the bundler.
declare const CIP_VERSION: string;

/** In milliseconds: what was found until a signal is told, if that does not take longer. */
const grace = 750;

void runProgram(
  { name: 'cip-lint', version: CIP_VERSION },
  async ({ args, ...input }) => {
    const { runCli } = await import('./cli.js');
    return runCli(args, { ...input, version: CIP_VERSION });
  },
  { grace },
);
