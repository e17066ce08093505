import { fileURLToPath } from 'node:url';
import type { Benchmark, Outcome } from './benchmark.js';
import { measure } from './measure.js';

/** Of the time that reading and parsing the same files takes, with the start of Node.js. */
const bound = 1.6;

// As seen from dist/tools/bench.
const baseline = fileURLToPath(new URL('load-yaml.cjs', import.meta.url));
const linter = fileURLToPath(new URL('../../apps/linter/main.js', import.meta.url));

/** How much longer than parsing the YAML of a tree it takes to lint it. */
export const lintBenchmark: Benchmark = {
  name: 'lint',
  usage:
    'lint [DIR [-- FLAG...]]: cip-lint of a thin manifest tree (default: $CIP_TEST_TREE) beside a bare js-yaml load',
  run([directory = process.env['CIP_TEST_TREE'], ...flags], runs): Outcome {
    if (directory === undefined) throw new Error('name a thin manifest tree, or set CIP_TEST_TREE');
    const contenders = [
      { name: 'js-yaml load', args: [baseline, directory], exitCodes: [0] },
      // A tree with mistakes is as good as any.
      { name: 'cip-lint', args: [linter, directory, ...flags], exitCodes: [0, 1] },
    ];
    const measured = measure(contenders, runs);
    const [bare = NaN, linted = NaN] = measured.map(({ median }) => median);
    const ratio = linted / bare;
    const passed = ratio <= bound;
    return {
      passed,
      lines: [
        ...measured.map(
          ({ name, median, fastest }) =>
            `${name.padEnd(14)}${median.toFixed(0).padStart(6)} ms median${fastest.toFixed(0).padStart(6)} ms fastest`,
        ),
        `ratio of the medians of ${runs} runs: ${ratio.toFixed(2)}, ${passed ? 'within' : 'beyond'} ${bound}`,
      ],
    };
  },
};
