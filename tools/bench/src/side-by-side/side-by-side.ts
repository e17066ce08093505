import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import type { Outcome } from '../benchmark.js';
import { type BenchReport, passed } from './report/bench-report.js';
import { htmlReport } from './report/html-report.js';
import { textReport } from './report/text-report.js';
import type { RunOptions, ScenarioReport } from './run-scenario.js';
import { type Measurable, scenarios } from './scenarios.js';

/** A line for each scenario. */
export const scenarioUsage: readonly string[] = scenarios.map(({ name, about }) => `${name}: ${about}`);

/**
 * Measures our built programs beside others and writes `bench.json` and `bench.html` to a folder. `names` are those of
 * scenarios, or `all`. Undefined: there is no such scenario.
 */
export async function sideBySide(
  names: readonly string[],
  options: RunOptions,
  folder: string,
): Promise<Outcome | undefined> {
  const chosen = names.includes('all') ? scenarios : scenarios.filter(({ name }) => names.includes(name));
  if (chosen.length < names.length) return undefined;
  const report = await measure(chosen, options);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(path.join(folder, 'bench.html'), htmlReport(report));
  return {
    lines: [`${path.join(folder, 'bench.html')} and bench.json have all figures`],
    passed: passed(report),
  };
}

/** Shows each scenario as soon as it is measured. */
async function measure(chosen: readonly Measurable[], options: RunOptions): Promise<BenchReport> {
  const reports: ScenarioReport[] = [];
  for (const scenario of chosen) {
    const report = await scenario.measure({ ...options, onRun: (what) => process.stderr.write(`${what}\n`) });
    process.stdout.write(`${textReport(report).join('\n')}\n\n`);
    reports.push(report);
  }
  const [processor] = cpus();
  return {
    date: new Date().toISOString(),
    machine: { processors: cpus().length, model: processor?.model ?? 'unknown', node: process.version },
    scale: options.scale,
    scenarios: reports,
  };
}
