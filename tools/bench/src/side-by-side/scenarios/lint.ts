import { fileURLToPath } from 'node:url';
import { ratio } from '../bound.js';
import { ours } from '../programs.js';
import type { Scenario, World } from '../scenario.js';
import { shapeOfTree } from '../worlds/fleet-world.js';
import { noWorld } from '../worlds/no-world.js';

const bare = 'bare js-yaml';

// As seen from dist/tools/bench.
const baseline = fileURLToPath(new URL('load-yaml.cjs', import.meta.url));
const policy = fileURLToPath(new URL('../../../docs/examples/k8s.cip.yaml', import.meta.url));

// A tree with mistakes is as good as any.
const exitCodes = [0, 1];

/** How much longer than parsing the YAML of a tree it takes to lint it. */
export const lint: Scenario<World> = {
  name: 'lint',
  about: 'lint the tree of CIP_TEST_TREE',
  runs: 15,
  isReadOnly: true,
  contenders: [
    {
      name: bare,
      isBaseline: true,
      prepare: () => ({ commands: [{ program: process.execPath, args: [baseline, shapeOfTree()] }] }),
    },
    {
      name: 'cip-lint',
      prepare: () => ({ commands: [{ ...ours('cip-lint', shapeOfTree()), exitCodes }] }),
    },
    {
      name: 'cip-lint --config',
      prepare: () => ({ commands: [{ ...ours('cip-lint', shapeOfTree(), '--config', policy), exitCodes }] }),
    },
  ],
  open: noWorld,
  differences: () => [],
  bounds: (results) => ratio(results, 'wall', ['cip-lint', bare], 1.6),
};
