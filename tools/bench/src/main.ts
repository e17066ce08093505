import { parseArgs } from 'node:util';
import { auditorBenchmark } from './auditor/auditor-benchmark.js';
import type { Benchmark, Outcome } from './benchmark.js';
import { lintLimitsBenchmark } from './lint-limits-benchmark.js';
import { loadBenchmark } from './load/load-benchmark.js';
import { scenarioUsage, sideBySide } from './side-by-side/side-by-side.js';

const benchmarks: readonly Benchmark[] = [lintLimitsBenchmark, auditorBenchmark, loadBenchmark];

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      scale: { type: 'string', default: '1' },
      out: { type: 'string', default: 'dist/bench' },
    },
  });
  const [name, ...rest] = positionals;
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  const scale = Number(values.scale);
  if (name === undefined || !(scale > 0 && scale <= 1) || !isCount(runs)) return usage();
  const benchmark = benchmarks.find((one) => one.name === name);
  const measured: Outcome | undefined = benchmark
    ? await benchmark.run(rest, runs ?? defaultRuns)
    : await sideBySide(positionals, { scale, ...(runs && { runs }) }, values.out);
  if (!measured) return usage();
  process.stdout.write(measured.lines.map((line) => `${line}\n`).join(''));
  return measured.passed ? 0 : 1;
}

const defaultRuns = 15;

function isCount(runs: number | undefined): boolean {
  return runs === undefined || (Number.isInteger(runs) && runs > 0);
}

function usage(): number {
  const all = [...benchmarks.map(({ usage }) => usage), ...scenarioUsage];
  const list = all.map((line) => `  ${line}\n`).join('');
  process.stderr.write(`usage: npm run bench -- [--runs N] [--scale 0.1] [--out DIR] NAME...|all\n${list}`);
  return 2;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
