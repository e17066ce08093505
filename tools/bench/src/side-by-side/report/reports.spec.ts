import { expect, it } from 'vitest';
import type { Figures } from '../figures.js';
import type { ScenarioReport } from '../run-scenario.js';
import { type BenchReport, passed } from './bench-report.js';
import { htmlReport } from './html-report.js';
import { textReport } from './text-report.js';

function figures(wall: number): Figures {
  const hosts = { source: { blobGet: 2 }, 'registry 1': { list: 998, blobHead: 1000 } };
  return {
    ...{ runs: 3, wall: { median: wall, min: wall - 1, max: wall + 1 }, cpu: wall / 2, peakMemory: 2 ** 26 },
    traffic: { hosts, sourceBytes: 2 ** 21, tooManyRequests: 3 },
  };
}

const scenario: ScenarioReport = {
  name: 'copy',
  about: 'from <one> to another',
  contenders: [
    { name: 'peer', isOurs: false, figures: figures(8), failures: [] },
    { name: 'cip', isOurs: true, figures: figures(4), failures: [] },
  ],
  bounds: [{ what: 'wall of cip / wall of peer', figure: 0.5, most: 0.7 }],
  leftOut: ['skopeo'],
};

function reportOf(changes: Partial<ScenarioReport>): BenchReport {
  const machine = { processors: 2, model: 'some', node: 'v20' };
  return { date: '2026-12-01T00:00:00Z', machine, scale: 1, scenarios: [{ ...scenario, ...changes }] };
}

it('text has figures, ratios to ours, bounds, and what is left out', () => {
  expect(textReport(scenario).map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
    'copy: from <one> to another',
    ' wall, s CPU, s peak memory, MiB requests from source, MiB 429s',
    ' peer 8.00 (7.00 to 9.00) ×2.00 4.00 ×2.00 64 ×1.00 2,000 ×1.00 2.0 ×1.00 3 ×1.00',
    ' cip 4.00 (3.00 to 5.00) ×1.00 2.00 ×1.00 64 ×1.00 2,000 ×1.00 2.0 ×1.00 3 ×1.00',
    ' kept: wall of cip / wall of peer is 0.50, at most 0.70',
    ' left out: skopeo is not on the PATH',
  ]);
});

it.each([
  ['all is well', {}, true],
  ['a bound is not kept', { bounds: [{ what: 'memory', figure: 3, most: 2 }] }, false],
  ['a program failed', { contenders: [{ name: 'cip', isOurs: true, failures: ['lost'] }] }, false],
] as const)('when %s, passed is %s', (_, changes, expected) => {
  expect(passed(reportOf(changes))).toBe(expected);
});

it('the page has charts, requests by kind, and nothing from elsewhere', () => {
  const page = htmlReport(reportOf({}));
  expect(page.match(/<svg /g)).toHaveLength(6);
  expect(page).toContain('<td>blobGet 2</td><td>blobHead 1,000, list 998</td>');
  expect(page).toContain('from &lt;one> to another');
  expect(page).not.toMatch(/https?:|<script|<link/);
});

it('sizes of the same work are a curve', () => {
  const sizes = [1, 4, 16].map((size) => ({
    ...{ name: `${size} images`, isOurs: true, figures: figures(size), failures: [] },
  }));
  const page = htmlReport(
    reportOf({ contenders: sizes, curves: [{ name: 'images', about: 'copy', sizes }] }),
  );
  expect(page.match(/<polyline class="curve"/g)).toHaveLength(1);
  expect(page.match(/<circle /g)).toHaveLength(3);
});
