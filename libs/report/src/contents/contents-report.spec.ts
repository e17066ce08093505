import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { digest, unavailable } from '../testing/samples.js';
import { contentsReport, type ContentsReport } from './contents-report.js';
import { renderContentsCsv, renderContentsJson, renderContentsYaml } from './render-contents.js';

const facts = { prefix: 'us.gcr.io/prod', from: 'registry', requests: 3, unread: [] } as const;
const [a, b] = [digest('a'), digest('b')];
const report = contentsReport(
  [
    { name: 'web', digests: [{ digest: a, tags: ['v1'] }] },
    { name: 'nothing', digests: [] },
    {
      name: 'build/tools',
      digests: [
        { digest: b, tags: ['v2', '1.10'] },
        { digest: a, tags: [] },
      ],
    },
  ],
  facts,
);

describe('what a registry holds', () => {
  it('is sorted and counted, without what holds nothing', () => {
    expect(report.items).toEqual([
      { name: 'build/tools', digest: a, tags: [] },
      { name: 'build/tools', digest: b, tags: ['1.10', 'v2'] },
      { name: 'web', digest: a, tags: ['v1'] },
    ]);
    expect(report.summary).toMatchObject({ images: 2, digests: 3, tags: 3, unread: 0 });
  });

  it('is an images.yaml', () => {
    expect(renderContentsYaml(report)).toBe(
      `- name: build/tools\n  dmap:\n    "${a}": []\n    "${b}": ["1.10", "v2"]\n- name: web\n  dmap:\n    "${a}": ["v1"]\n`,
    );
    expect(renderContentsYaml({ items: [] })).toBe('[]\n');
  });

  it('is lines for each tag', () => {
    expect(renderContentsCsv(report).split('\n')).toEqual([
      `build/tools@${a},-`,
      `build/tools@${b},build/tools:1.10`,
      `build/tools@${b},build/tools:v2`,
      `web@${a},web:v1`,
      '',
    ]);
  });
});

describe('contents-report.json', () => {
  const file = new URL('../../../../docs/cli/schema/contents-report.json', import.meta.url);
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  const validate = ajv.compile<ContentsReport>(JSON.parse(readFileSync(file, 'utf8')) as object);

  const unread = unavailable('us.gcr.io', 'prod/web/tags/list');

  it('has the facts of a failure', () => {
    const given = contentsReport([], { ...facts, unread: [{ name: 'web', ...unread }] });
    expect(JSON.parse(renderContentsJson(given))).toMatchObject({ unread: [{ name: 'web', ...unread }] });
  });

  it.each([
    ['everything', report],
    ['nothing', contentsReport([], { ...facts, from: 'manifests' })],
    ['what was not read', contentsReport([], { ...facts, unread: [{ name: '', reason: 'no answer' }] })],
    ['a failure', contentsReport([], { ...facts, unread: [{ name: 'web', ...unread }] })],
  ])('accepts %s', (_situation, given) => {
    validate(JSON.parse(renderContentsJson(given)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    ['another version', { version: 2 }],
    ['an item without tags', { items: [{ name: 'web', digest: a }] }],
    ['a name that is empty', { items: [{ name: '', digest: a, tags: [] }] }],
    ['a figure that is missing', { summary: {} }],
    ['a failure without a code', { unread: [{ name: 'web', reason: 'x', failure: { reason: 'x' } }] }],
    [
      'a failure with more',
      { unread: [{ ...unread, name: 'web', failure: { ...unread.failure, extra: 1 } }] },
    ],
    ['a key that is not known', { extra: 1 }],
  ])('refuses %s', (_situation, change) => {
    expect(validate({ ...report, ...change })).toBe(false);
  });
});
