import { readFileSync } from 'node:fs';
import type { Drift } from '@cip/audit';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { readXml } from '../testing/read-xml.js';
import { unavailable } from '../testing/samples.js';
import { reportedCompleteness } from '../reported-completeness.js';
import { driftExitCode, driftReport } from './drift-report.js';
import { renderDriftJson } from './render-drift-json.js';
import { renderDriftJunit } from './render-drift-junit.js';
import { renderDriftText } from './render-drift-text.js';

const digest = `sha256:${'a'.repeat(64)}` as const;
const registries = ['eu.x/prod', 'us.x/prod'];
const explanation = 'the manifests promise it, and it is not there';
const drift: readonly Drift[] = [
  ...registries.map((name): Drift => ({
    kind: 'missing',
    repository: `${name}/a`,
    tag: 'v1',
    digest,
    explanation,
  })),
  { kind: 'tag-moved', repository: 'us.x/prod/a', tag: 'v2', digest, explanation: 'x <b>' },
  { kind: 'unreachable', repository: 'us.x/prod/b', explanation: 'status 500' },
  { kind: 'unreachable', repository: 'us.x/prod/c', explanation: 'status 500' },
];
const facts = {
  repositories: 4,
  requests: 9,
  revision: 'working tree',
  completeness: reportedCompleteness({ kind: 'complete' }),
  invalid: [],
};
const invalid = ['images/b/images.yaml:3 yaml-syntax: broken'];
const reports = {
  nothing: driftReport([], facts),
  drift: driftReport(drift, facts),
  shard: driftReport([], { ...facts, shard: { index: 1, count: 4 } }),
  interrupted: driftReport(drift, { ...facts, invalid, interrupted: 'SIGTERM' }),
};

describe('text', () => {
  it('tells each finding once, with where it was made', () => {
    expect(renderDriftText(reports.drift, { registries })).toMatchInlineSnapshot(`
      "missing: 2 items, promised, and not there
        a  v1  sha256:aaaaaaaaaaaa  in eu.x/prod, us.x/prod

      tag-moved: 1 item, a promised tag is on another digest
        a  v2  sha256:aaaaaaaaaaaa  in us.x/prod

      unreachable: 2 items, no answer, so nobody knows
        us.x: 2 repositories, first: status 500

      Summary: 2 missing, 1 tag-moved, 2 unreachable in 4 repositories; manifests: working tree; 9 requests.
      "
    `);
  });

  it('says who signed what is attached', () => {
    const tag = 'sha256-aa.sig';
    const explanation = 'it is not in the source; it is signed by mallory';
    const item: Drift = { kind: 'unknown-attachment', repository: 'us.x/prod/a', tag, digest, explanation };
    expect(renderDriftText(driftReport([item], facts), { registries })).toContain(
      `  a  ${tag}  sha256:aaaaaaaaaaaa  in us.x/prod\n    ${explanation}\n`,
    );
  });

  it('says that all is well, or that nobody knows', () => {
    expect(renderDriftText(reports.nothing, { registries })).toBe(
      'Summary: no drift in 4 repositories; manifests: working tree; 9 requests.\n',
    );
    expect(renderDriftText(reports.shard, { registries })).toBe(
      'Summary of shard 1/4: no drift in 4 repositories; manifests: working tree; 9 requests.\n',
    );
    const text = renderDriftText(reports.interrupted, { registries });
    expect(text).toContain('images.yaml:3 yaml-syntax: broken\n');
    expect(text).toContain('interrupted by SIGTERM: what is not listed here is unknown.\n');
  });

  it('cuts a long section, and says so', () => {
    const many = Array.from({ length: 480 }, (_, i): Drift => ({
      kind: 'missing',
      repository: `eu.x/prod/${i}`,
      explanation,
    }));
    const text = renderDriftText(driftReport(many, facts), { registries });
    expect(text).toContain('… and 380 more (use --format json for all)\n\nSummary: 480 missing');
  });
});

describe('JSON', () => {
  const file = new URL('../../../../docs/cli/schema/drift-report.json', import.meta.url);
  const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(
    JSON.parse(readFileSync(file, 'utf8')) as object,
  );

  it.each(Object.entries(reports))('keeps to its schema: %s', (_, report) => {
    validate(JSON.parse(renderDriftJson(report)));
    expect(validate.errors).toBeNull();
  });

  it('has a line for each item, and counts them', () => {
    const text = renderDriftJson(reports.drift);
    expect(text.split('\n').filter((line) => line.startsWith('{"kind":'))).toHaveLength(5);
    expect(reports.drift.summary).toMatchObject({
      missing: 2,
      'tag-moved': 1,
      unreachable: 2,
      unexpected: 0,
    });
  });

  it('has the facts of what could not be read', () => {
    const { reason, failure } = unavailable('us.x', 'prod/b/tags/list');
    const item: Drift = { kind: 'unreachable', repository: 'us.x/prod/b', explanation: reason, failure };
    const report = JSON.parse(renderDriftJson(driftReport([item], facts))) as unknown;
    expect(validate(report)).toBe(true);
    expect(report).toMatchObject({ items: [{ failure: { code: 'UNAVAILABLE', host: 'us.x' } }] });
  });

  it.each([
    ['a failure without a code', { items: [{ ...drift[0], failure: { reason: 'x' } }] }],
    ['another kind', { items: [{ ...drift[0], kind: 'gone' }] }],
    ['an item without a repository', { items: [{ kind: 'missing', explanation }] }],
    ['another version', { version: 2 }],
  ])('is not %s', (_, change) => {
    expect(validate({ ...(JSON.parse(renderDriftJson(reports.drift)) as object), ...change })).toBe(false);
  });
});

describe('JUnit', () => {
  it('names the shard', () => {
    const { attributes } = readXml(renderDriftJunit(reports.shard));
    expect(attributes['name']).toBe('cip-auditor sweep, shard 1/4');
  });

  it.each([
    ['nothing', { tests: '12', failures: '0', errors: '0' }],
    ['drift', { tests: '14', failures: '5', errors: '0' }],
    ['interrupted', { tests: '16', failures: '5', errors: '2' }],
  ] as const)('counts %s', (name, figures) => {
    expect(readXml(renderDriftJunit(reports[name])).attributes).toMatchObject(figures);
  });
});

it('asks for an exit code', () => {
  expect(Object.values(reports).map(driftExitCode)).toEqual([0, 1, 0, 1]);
  expect(driftExitCode(driftReport([], { ...facts, invalid }))).toBe(1);
});
