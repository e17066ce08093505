import { expect, it } from 'vitest';
import { finding, many, reportOf, someFindings } from '../testing/findings.js';
import { readXml } from '../testing/read-xml.js';
import type { LintReport } from './lint-report.js';
import { renderLintJunit } from './render-lint-junit.js';

const rules = [{ name: 'yaml-syntax' }, { name: 'digest-format' }, { name: 'moving-tag' }] as const;

function suiteOf(report: LintReport) {
  const root = readXml(renderLintJunit(report, { rules }));
  return { root, cases: root.children[0]?.children ?? [] };
}

it('passes with a case for each rule when nothing was found', () => {
  const { root, cases } = suiteOf(reportOf([]));
  expect(root.attributes).toMatchObject({ name: 'cip-lint', tests: '3', failures: '0' });
  expect(cases.map(({ attributes, children }) => [attributes['name'], children])).toEqual(
    rules.map(({ name }) => [name, []]),
  );
});

it('fails the rules that have errors, and no others', () => {
  const { root, cases } = suiteOf(reportOf(someFindings()));
  expect(root.attributes).toMatchObject({ tests: '7', failures: '3' });
  const outcomes = cases.map(({ attributes, children }) => [
    attributes['name'],
    ...children.map(({ name }) => name),
  ]);
  expect(outcomes).toEqual([
    ['yaml-syntax'],
    ['digest-format', 'failure'],
    ['moving-tag', 'system-out'],
    ['tag-conflict', 'failure'],
    ['tag-removed', 'failure'],
    ['canonical-format'],
    ['repeated-image'],
  ]);
});

it('does not pass a rule that did not run', () => {
  const skipped = new Map([
    ['yaml-syntax', 'is off'],
    ['digest-format', 'needs --base'],
  ] as const);
  const root = readXml(renderLintJunit(reportOf([finding()]), { rules, skipped }));
  expect(root.attributes).toMatchObject({ tests: '3', failures: '1', skipped: '1' });
  const outcomes = root.children[0]?.children.map(({ children }) =>
    children.map(({ name, attributes }) => [name, attributes['message']]),
  );
  expect(outcomes).toMatchObject([[['skipped', 'is off']], [['failure', finding().message]], []]);
});

it('says where, what, and what to do', () => {
  const { cases } = suiteOf(reportOf(someFindings()));
  const conflict = cases.find(({ attributes }) => attributes['name'] === 'tag-conflict')?.children[0];
  expect(conflict?.attributes).toEqual({ message: 'two digests want the tag "3.10"', type: 'tag-conflict' });
  expect(conflict?.text).toBe(
    [
      'images/k8s-staging-pause/images.yaml:3:5: two digests want the tag "3.10"',
      'see images/k8s-staging-old/images.yaml:8:22: the other one',
      'Copy the digest from the source again.',
    ].join('\n'),
  );
});

it('adds up many errors of a rule', () => {
  const { cases } = suiteOf(reportOf([...many(300), finding({ severity: 'warning' })]));
  const [failure, output] = cases[1]?.children ?? [];
  expect(failure?.attributes['message']).toMatch(/^300 errors, first: the digest has 62/);
  expect(failure?.text.match(/images\.yaml:\d+:1: /g)).toHaveLength(100);
  expect(failure?.text).toContain('… and 200 more findings (use --format json for all)');
  expect(output?.text).toContain('images.yaml:3:5: the digest has 62');
});
