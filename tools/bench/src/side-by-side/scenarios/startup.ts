import { ratio } from '../bound.js';
import { ours, programs } from '../programs.js';
import type { Scenario, World } from '../scenario.js';
import { noWorld } from '../worlds/no-world.js';

const bare = 'bare Node.js';

/** How much each command adds to the start of Node.js. */
export const startup: Scenario<World> = {
  name: 'startup',
  about: 'print the version',
  runs: 15,
  isReadOnly: true,
  contenders: [
    {
      name: bare,
      isBaseline: true,
      prepare: () => ({ commands: [{ program: process.execPath, args: ['--eval', '0'] }] }),
    },
    ...programs.map((program) => ({
      name: program,
      prepare: () => ({ commands: [ours(program, '--version')] }),
    })),
  ],
  open: noWorld,
  differences: () => [],
  bounds: (results) => programs.flatMap((program) => ratio(results, 'wall', [program, bare], 1.3)),
};
