import { parseArgs } from 'node:util';
import { auditorBenchmark } from './auditor/auditor-benchmark.js';
import type { Benchmark } from './benchmark.js';
import { lintBenchmark } from './lint-benchmark.js';
import { loadBenchmark } from './load/load-benchmark.js';
import { lintLimitsBenchmark } from './lint-limits-benchmark.js';
import { peersBenchmark } from './peers/peers-benchmark.js';

const benchmarks: readonly Benchmark[] = [
  lintBenchmark,
  lintLimitsBenchmark,
  auditorBenchmark,
  loadBenchmark,
  peersBenchmark,
];

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '15' } },
  });
  const [name, ...rest] = positionals;
  const runs = Number(values.runs);
  const benchmark = benchmarks.find((one) => one.name === name);
  if (!benchmark || !Number.isInteger(runs) || runs < 1) {
    const list = benchmarks.map(({ usage }) => `  ${usage}\n`).join('');
    process.stderr.write(`usage: npm run bench -- [--runs N] BENCHMARK\n${list}`);
    return 2;
  }
  const { lines, passed } = await benchmark.run(rest, runs);
  process.stdout.write(`${lines.join('\n')}\n`);
  return passed ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
