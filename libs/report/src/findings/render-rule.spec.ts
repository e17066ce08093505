import { describe, expect, it } from 'vitest';
import { rule } from '../testing/findings.js';
import { renderRule, renderRules } from './render-rule.js';

const docs = {
  reports: 'a tag that people expect to move: `latest`, `v1`',
  why: 'Promotion never moves a tag. Give images the full version.',
  bad: '- name: hammer\n  dmap:\n    "sha256:…": ["v1.2"]',
  good: '- name: hammer\n  dmap:\n    "sha256:…": ["v1.2.3"]',
};
const movingTag = rule({ name: 'moving-tag', severity: 'warning', docs });

it('explains a rule', () => {
  expect(renderRule(movingTag)).toMatchInlineSnapshot(`
    "moving-tag (warning)

    Reports a tag that people expect to move: \`latest\`, \`v1\`.
    Promotion never moves a tag. Give images the full version.

    Bad:
        - name: hammer
          dmap:
            "sha256:…": ["v1.2"]

    Good:
        - name: hammer
          dmap:
            "sha256:…": ["v1.2.3"]
    "
  `);
});

describe('the first line', () => {
  it.each([
    ['a rule that is off', rule({ severity: 'off' }), 'digest-format (off until configured)'],
    ['a rule about changes', { ...rule(), kind: 'change' as const }, 'digest-format (error; with --base)'],
    [
      'a rule about registries',
      { ...rule(), kind: 'online' as const },
      'digest-format (error; with --online)',
    ],
  ])('says when %s is looked for', (_situation, one, line) => {
    expect(renderRule(one).split('\n')[0]).toBe(line);
  });
});

it('lists rules, a line each', () => {
  expect(renderRules([rule(), movingTag])).toBe(
    [
      'digest-format  error    a digest that is none',
      'moving-tag     warning  a tag that people expect to move: `latest`, `v1`',
      '',
    ].join('\n'),
  );
});
