import { readFileSync } from 'node:fs';
import type { Difference } from '@cip/plan';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { digest, unavailable } from '../testing/samples.js';
import { reportedCompleteness } from '../reported-completeness.js';
import { comparisonExitCode, comparisonReport, type ComparisonReport } from './comparison-report.js';
import { renderComparisonJson } from './render-comparison-json.js';
import { renderComparisonText } from './render-comparison-text.js';

const tagsOnly = { kind: 'tags-only', reason: 'it lists no more' } as const;
const news = ['us.gcr.io/new', 'eu.gcr.io/new'];
const facts = {
  old: 'gcr.io/old',
  new: news,
  level: 'listing',
  completeness: { kind: 'complete', parts: [] },
  repositories: 484,
  settled: 0,
  digests: 2000,
  tags: 1500,
  requests: 1937,
} as const;

function difference(given: Partial<Difference>): Difference {
  return {
    kind: 'missing-digest',
    repository: 'pause',
    digest: digest('a'),
    registry: news[0] ?? '',
    ...given,
  };
}

function inAll(given: Partial<Difference>): Difference[] {
  return news.map((registry) => difference({ ...given, registry }));
}

const everything = [
  ...inAll({}),
  ...inAll({ kind: 'missing-tag', tag: '3.1' }),
  difference({ repository: 'etcd', digest: digest('b') }),
  difference({ kind: 'missing-tag', repository: 'etcd', digest: digest('c'), tag: 'v2' }),
  difference({
    kind: 'tag-differs',
    repository: 'etcd',
    digest: digest('d'),
    tag: 'v1',
    reason: 'on another',
  }),
  ...inAll({ kind: 'incomplete', digest: digest('e'), reason: `the blob ${digest('f')} is not there` }),
  ...news.map((registry) =>
    difference({
      kind: 'unreachable',
      repository: 'kas',
      digest: '',
      registry,
      ...unavailable(registry.slice(0, 9), 'new/kas/tags/list'),
    }),
  ),
];

function lines(
  given: readonly Difference[],
  more: Partial<Parameters<typeof comparisonReport>[1]> = {},
): string[] {
  return renderComparisonText(comparisonReport(given, { ...facts, ...more }))
    .trimEnd()
    .split('\n');
}

describe('the text of a comparison', () => {
  it('ends with yes when everything is there', () => {
    expect(lines([])).toEqual([
      'Yes: all of gcr.io/old is in us.gcr.io/new, eu.gcr.io/new (484 repositories, 2,000 digests, 1,500 tags, level listing, 1,937 requests).',
    ]);
  });

  it('tells equal registries in one line, each reason once, and ends with no', () => {
    expect(lines(everything)).toEqual([
      'Missing: 3 digests, 3 tags',
      '  digest  etcd   (no tag)  sha256:bbbbbbbbbbbb  in us.gcr.io/new',
      '  tag     etcd   v2        sha256:cccccccccccc  in us.gcr.io/new',
      '  digest  pause  3.1       sha256:aaaaaaaaaaaa  in all 2',
      '',
      'Tags on something else, which no promotion moves: 1 item',
      '  on another',
      '    etcd  v1  sha256:dddddddddddd  in us.gcr.io/new',
      '',
      'Incomplete: 2 items',
      `  the blob ${digest('f')} is not there`,
      '    pause  sha256:eeeeeeeeeeee  in all 2',
      '',
      'Not read, so that nobody knows: 2 items',
      '  status 503: UNAVAILABLE come back later; for example GET https://eu.gcr.io/v2/new/kas/tags/list: status 503: UNAVAILABLE come back later; try later',
      '    kas  in all 2',
      '',
      'No: not all of gcr.io/old is in us.gcr.io/new, eu.gcr.io/new: 3 digests missing, 3 tags missing, 1 tag on something else, 2 images incomplete, 2 items not read (484 repositories, 2,000 digests, 1,500 tags, level listing, 1,937 requests).',
    ]);
  });

  it('tells a registry that does not answer once, whatever was asked of it', () => {
    const text = lines(
      ['a', 'b'].map((repository) =>
        difference({
          kind: 'unreachable',
          repository,
          digest: '',
          ...unavailable('us.gcr.io', `new/${repository}/tags/list`),
        }),
      ),
    );
    expect(text.slice(1, 4)).toEqual([
      '  us.gcr.io: status 503: UNAVAILABLE come back later; try later; for example GET https://us.gcr.io/v2/new/a/tags/list',
      '    a  in us.gcr.io/new',
      '    b  in us.gcr.io/new',
    ]);
  });

  it('is cut where it is long, and the last line counts all', () => {
    const many = Array.from({ length: 150 }, (_, i) => difference({ repository: `image-${1000 + i}` }));
    const text = lines(many);
    expect(text).toHaveLength(104);
    expect(text).toContain('  … and 50 more lines (use --format json for all)');
    expect(text.at(-1)).toContain('150 digests missing');
  });

  it.each([
    ['an interruption', { interrupted: 'SIGTERM' }, 'interrupted by SIGTERM, the rest is unknown'],
    ['repositories that were not asked again', { settled: 12 }, '12 repositories not asked again'],
    [
      'what nobody can see',
      { completeness: reportedCompleteness({ kind: 'complete' }, [['web', tagsOnly]]) },
      'gcr.io/old is known by its tags only (1 repository): it lists no more.',
    ],
  ] as const)('tells of %s', (_situation, more, text) => {
    expect(lines([], more).join('\n')).toContain(text);
  });

  it('shows what registries send in printable form', () => {
    const text = lines([difference({ kind: 'unreachable', repository: 'a\u001b[2J', reason: '\u001b[31m' })]);
    expect(text.join('\n')).not.toContain('\u001b');
  });
});

it.each([
  ['everything is there', [], undefined, 0],
  ['something is missing', [difference({})], undefined, 1],
  ['something was not read', [difference({ kind: 'unreachable' })], undefined, 1],
  ['it was interrupted', [], 'SIGINT', 1],
] as const)('when %s the exit code says so', (_situation, differences, interrupted, code) => {
  const report = comparisonReport(differences, { ...facts, ...(interrupted && { interrupted }) });
  expect(comparisonExitCode(report)).toBe(code);
});

describe('comparison-report.json', () => {
  const file = new URL('../../../../docs/cli/schema/comparison-report.json', import.meta.url);
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  const validate = ajv.compile<ComparisonReport>(JSON.parse(readFileSync(file, 'utf8')) as object);

  const { failure } = unavailable('us.gcr.io', 'new/kas/tags/list');

  it('has the facts of a failure', () => {
    const report = comparisonReport([difference({ kind: 'unreachable', failure })], facts);
    expect(JSON.parse(renderComparisonJson(report))).toMatchObject({ items: [{ failure }] });
  });

  it.each([
    ['nothing', comparisonReport([], facts)],
    ['everything', comparisonReport(everything, facts)],
    ['an interruption', comparisonReport([], { ...facts, interrupted: 'SIGINT' })],
  ])('accepts %s', (_situation, report) => {
    validate(JSON.parse(renderComparisonJson(report)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    ['another version', { version: 2 }],
    ['a kind that nobody knows', { items: [{ ...difference({}), kind: 'extra' }] }],
    ['an item without a registry', { items: [{ kind: 'missing-digest', repository: 'a', digest: '' }] }],
    ['a figure that is missing', { summary: {} }],
    ['a failure without a code', { items: [{ ...difference({}), failure: { reason: 'x' } }] }],
    ['a failure with more', { items: [{ ...difference({}), failure: { ...failure, extra: 1 } }] }],
    ['a key that is not known', { extra: 1 }],
  ])('refuses %s', (_situation, change) => {
    expect(validate({ ...comparisonReport([], facts), ...change })).toBe(false);
  });
});
