import { expect, it } from 'vitest';
import { digest, plan, planned, step } from '../testing/samples.js';
import { checkParts, type NamedReport } from './check-parts.js';
import type { ShardReport } from './parse-shard-report.js';

const run = { manifests: digest('f'), flags: ['--all'], shares: [3, 4] };

function part(index: number, changes: Partial<ShardReport> = {}): NamedReport {
  const shard = { index, count: 2 };
  const report = planned(plan({ shard, steps: [step()] }), { requests: 1, run });
  return { file: `${index}.json`, report: { ...report, shard, run, ...changes } };
}

it.each<[string, Partial<ShardReport>, string]>([
  ['of another command', { command: 'promote' }, 'one is of "cip plan", one of "cip promote"'],
  ['of another number of shards', { shard: { index: 1, count: 3 } }, 'one is shard 0/2, one 1/3'],
  ['of other manifests', { run: { ...run, manifests: digest('e') } }, 'their manifests differ'],
  ['of other repositories', { run: { ...run, shares: [3, 5] } }, 'their manifests differ'],
  [
    'with other flags',
    { run: { ...run, flags: ['--all', '--confirm'] } },
    'one was made with --all, one with --all --confirm',
  ],
  ['without a flag', { run: { ...run, flags: [] } }, 'one was made with --all, one with no flag'],
])('refuses a report %s', (_situation, changes, why) => {
  const parts = [part(0), part(1, changes)] as const;
  expect(() => {
    checkParts(parts);
  }).toThrow(`0.json and 1.json are not of one run: ${why}`);
});

it('refuses two reports of one shard', () => {
  expect(() => {
    checkParts([part(0), part(1), { ...part(1), file: 'again.json' }]);
  }).toThrow('1.json and again.json are both of shard 1/2');
});

it('takes those of one run', () => {
  expect(() => {
    checkParts([part(1), part(0)]);
  }).not.toThrow();
});
