import { expect, it } from 'vitest';
import { reportOf, someFindings } from '../testing/findings.js';
import { renderLintJson } from './render-lint-json.js';

it('gives each finding a line', () => {
  const lines = renderLintJson(reportOf(someFindings())).split('\n');
  expect(lines.filter((line) => line.startsWith('{"rule":'))).toHaveLength(6);
  expect(lines.at(-1)).toBe('');
});
