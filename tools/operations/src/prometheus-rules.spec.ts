import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { operationsFile, workspace } from './workspace.js';

const missing = 'promtool is not on the PATH (it is in the package prometheus)';
const rules = operationsFile('monitoring/prometheus-rules.yaml');
const test = path.join(workspace, 'tools/operations/src/prometheus-rules.test.yaml');

it.for([
  ['are rules', ['check', 'rules', '--lint=all', '--lint-fatal', rules]],
  ['are on when they should be, and off otherwise', ['test', 'rules', test]],
] as const)('the alarms of Prometheus %s', { timeout: 60_000 }, ([, args], { skip }) => {
  const { error, status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  if (error) return skip(missing);
  expect(status, `${stdout}\n${stderr}`).toBe(0);
});
