import { readFileSync } from 'node:fs';
import { findStandings, type ManifestTree, parseThinTree } from '@cip/manifest';
import { treeFiles } from '@cip/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { digest, regions } from '../testing/samples.js';
import { renderStandingsJson, renderStandingsText } from './render-standings.js';
import { standingsReport, type StandingsReport } from './standings-report.js';

function shop(
  destinations: readonly string[],
  digests: Readonly<Record<string, readonly string[]>>,
): ManifestTree {
  const files = treeFiles({ shop: { source: 'gcr.io/staging', destinations, images: { web: digests } } });
  return parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
}

function reportOf(tree: ManifestTree, asked: string, near: readonly string[] = []): StandingsReport {
  return standingsReport(findStandings(tree, asked), { asked, mistaken: 0, near });
}

const small = shop(regions(2), { [digest('a')]: ['v1', '1.0'], [digest('b')]: [] });
const many = shop(
  ['eu.gcr.io/prod'],
  Object.fromEntries(
    Array.from({ length: 120 }, (_, i) => [`sha256:${String(i).padStart(64, '0')}`, [`v${i}`]]),
  ),
);

describe('for people', () => {
  it('tells the place, and where images go', () => {
    const [first = '', second = ''] = regions(2);
    expect(renderStandingsText(reportOf(small, 'web'))).toBe(
      [
        `images/shop/images.yaml:3  shop  web  1.0, v1   ${digest('a')}`,
        `images/shop/images.yaml:4  shop  web  (no tag)  ${digest('b')}`,
        '',
        'shop promotes from gcr.io/staging to 2 registries:',
        ...[first, second].sort().map((name) => `  ${name}`),
        '',
        'Summary: web: 2 digests of 1 image in 1 subproject.',
        '',
      ].join('\n'),
    );
  });

  it('shows the first of very many', () => {
    const text = renderStandingsText(reportOf(many, 'web'));
    expect(text).toContain('… and 20 more (use --format json for all)');
    expect(text).toContain('web  v99  sha256:000000000000\n');
  });

  it.each([
    ['nothing', [], 'Summary: wen: no manifest has it.\n'],
    ['a near name', ['web'], 'Summary: wen: no manifest has it. Did you mean web?\n'],
    ['two near names', ['web', 'when'], 'Summary: wen: no manifest has it. Did you mean web or when?\n'],
  ])('says when there is %s', (_, near, expected) => {
    expect(renderStandingsText(reportOf(small, 'wen', near))).toBe(expected);
  });

  it('says that mistakes kept it from looking everywhere', () => {
    const report = standingsReport([], { asked: 'wen', mistaken: 1, near: [] });
    expect(renderStandingsText(report)).toContain('1 file with mistakes could not be searched completely');
  });

  it('shows what somebody wrote to deceive', () => {
    const text = renderStandingsText(reportOf(small, '\u001b[31mred'));
    expect(text).not.toContain('\u001b');
  });
});

describe('standings-report.json', () => {
  const file = new URL('../../../../docs/cli/schema/standings-report.json', import.meta.url);
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  const errorsOf = (text: string): unknown[] => {
    validate(JSON.parse(text));
    return validate.errors ?? [];
  };

  it.each([
    ['what was found', reportOf(small, 'web')],
    ['very much', reportOf(many, 'web')],
    ['nothing', reportOf(small, 'wen', ['web'])],
    ['a manifest without destinations', reportOf(shop([], { [digest('a')]: [] }), 'web')],
  ])('accepts %s', (_, report) => {
    expect(errorsOf(renderStandingsJson(report))).toEqual([]);
  });

  const [item] = reportOf(small, 'web').items;

  it.each([
    ['another version', { version: 2 }],
    ['a figure that is missing', { summary: {} }],
    ['an item without a place', { items: [{ ...item, where: undefined }] }],
    ['a digest that is cut', { items: [{ ...item, digest: 'sha256:1234' }] }],
    ['a key that is not known', { extra: 1 }],
  ])('refuses %s', (_, change) => {
    expect(errorsOf(JSON.stringify({ ...reportOf(small, 'web'), ...change }))).not.toEqual([]);
  });
});
