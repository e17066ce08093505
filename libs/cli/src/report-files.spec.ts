import { expect, it } from 'vitest';
import { reportFiles } from './report-files.js';

it.each([
  ['where nothing is split', undefined, 'artifacts/junit_cip.xml'],
  ['for one of four shards', { index: 0, count: 4 }, 'artifacts/junit_cip-0-of-4.xml'],
])('names a report file %s', (_situation, shard, expected) => {
  expect(reportFiles('artifacts', 'cip', shard).junit).toBe(expected);
});
