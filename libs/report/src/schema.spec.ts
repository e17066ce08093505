import { readFileSync } from 'node:fs';
import { failureCodes } from '@cip/oci';
import { formatPlan, type Plan } from '@cip/plan';
import { ruleNames } from '@cip/policy';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderLintJson } from './findings/render-lint-json.js';
import { renderJson } from './render-json.js';
import { excepted, finding, reportOf, someFindings } from './testing/findings.js';
import { onlineRow, provenRow, reviewRow } from './testing/review.js';
import {
  blocker,
  digest,
  inPlace,
  outcome,
  plan,
  planned,
  promoted,
  regions,
  step,
  stepsTo,
  unavailable,
  whole,
} from './testing/samples.js';

function schema(name: string): ValidateFunction {
  const file = new URL(`../../../docs/cli/schema/${name}`, import.meta.url);
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

function errorsOf(validate: ValidateFunction, text: string): unknown[] {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

const attached = { image: digest('a'), on: digest('b'), type: 'signature', signedBy: ['key'] };
const signs = { image: digest('a'), kinds: ['signature', 'record'], from: 'us.gcr.io/prod/pause' } as const;
const artifacts = plan({
  steps: [step({ kind: 'attach', tags: [], attached }), step({ kind: 'sign', tags: [], signs })],
});
const invalid = { image: '', digest: '', tags: [], source: '', destination: '' };
const everything = plan({
  steps: [...stepsTo(regions(2)), step({ kind: 'tag' })],
  blockers: [blocker({ tags: ['x'] }), blocker({ kind: 'invalid-manifest', ...invalid })],
  inPlace: [inPlace({ tags: [] })],
  existing: 1,
});
const { where: _, ...nowhere } = step({ destination: 'eu.gcr.io/prod/pause' });

const waits = [
  { limit: 'rps-per-host', of: 'gcr.io', perSecond: 80, seconds: 12, ofSeconds: 20.5 },
  { limit: 'rps-per-group', of: 'k8s-artifacts-prod', perSecond: 83.3, seconds: 11, ofSeconds: 20.5 },
] as const;

const run = { manifests: digest('f'), flags: ['--all'], shares: [1, 2, 0, 4] };
const uncompared = [{ registry: 'us.gcr.io', repositories: 3 }];
const unfinished = [
  { shard: { index: 1, count: 4 }, uncompared: 2, planned: 0 },
  { shard: { index: 3, count: 4 }, interrupted: 'SIGINT', uncompared: 1, planned: 5 },
] as const;

const { failure } = unavailable('us.gcr.io', 'prod/pause/tags/list');

const proof = {
  manifest: 'foo',
  where: { file: 'manifests/foo/promoter-manifest.yaml', line: 5 },
  mode: 'require',
  satisfied: true,
  level: 2,
  by: ['builder'],
  signedBy: ['signer'],
  accepted: [digest('c')],
  violations: [],
  notes: ['a note'],
} as const;

describe('promotion-report.json', () => {
  const validate = schema('promotion-report.json');
  const [first, second] = everything.steps;
  const outcomes = [
    outcome({ step: step({ kind: 'tag' }), blockers: [blocker()] }),
    outcome({
      step: first!,
      state: 'failed',
      reason: 'broken',
      failure,
      side: 'source',
      operation: 'reading manifest',
    }),
    outcome({ step: second!, state: 'existing' }),
  ];

  it.each([
    ['an empty plan', planned(plan(), { requests: 0 })],
    ['a plan', planned(everything, { requests: 3 })],
    ['a step without a place', planned(plan({ steps: [nowhere] }), { requests: 3 })],
    ['a shard', planned({ ...everything, shard: { index: 1, count: 4 } }, { requests: 3, run })],
    ['a run that a signal ended', planned(everything, { requests: 3, interrupted: 'SIGTERM', uncompared })],
    ['shards that did not do their part', { ...planned(everything, { requests: 3 }), unfinished }],
    ['a promotion', promoted(everything, outcomes, { requests: 3 })],
    [
      'facts about blockers',
      planned(
        plan({
          blockers: [
            blocker({ kind: 'unreachable', failure, side: 'destination' }),
            blocker({ holder: digest('b') }),
          ],
        }),
        { requests: 3 },
      ),
    ],
    ['what is attached and signed', planned(artifacts, { requests: 3 })],
    ['what policies say', planned(plan({ steps: [step({ proof: [proof] })] }), { requests: 3 })],
    ['waits', planned(everything, { requests: 3, waits })],
  ])('accepts %s', (_situation, report) => {
    expect(errorsOf(validate, whole(renderJson(report)))).toEqual([]);
  });

  it.each([
    ['another version', { version: 2 }],
    ['a figure that is missing', { summary: {} }],
    ['an item of an unknown kind', { items: [{ ...blocker(), state: 'blocked', kind: 'x' }] }],
    ['a blocked copy', { items: [{ ...blocker(), state: 'blocked', kind: 'copy' }] }],
    ['a failure without a code', { items: [{ ...blocker(), state: 'blocked', failure: { reason: 'x' } }] }],
    [
      'a failure with more',
      { items: [{ ...blocker(), state: 'blocked', failure: { ...failure, extra: 1 } }] },
    ],
    [
      'a code that nobody knows',
      { items: [{ ...blocker(), state: 'blocked', failure: { ...failure, code: 'X' } }] },
    ],
    ['a planned blocker', { items: [{ ...blocker(), state: 'planned' }] }],
    ['a shard that is a text', { shard: '1/4' }],
    ['a run without shares', { run: { ...run, shares: [] } }],
    ['nothing uncompared', { uncompared: [] }],
    ['a key that is not known', { extra: 1 }],
  ])('refuses %s', (_situation, change) => {
    const report = { ...planned(everything, { requests: 0 }), ...change };
    expect(errorsOf(validate, JSON.stringify(report))).not.toEqual([]);
  });
});

describe('plan.json', () => {
  const validate = schema('plan.json');

  it.each<[string, Plan]>([
    ['an empty plan', plan()],
    ['a plan with everything', everything],
    ['a plan of what is attached and signed', artifacts],
    [
      'a plan with facts that it does not keep',
      plan({
        blockers: [
          blocker({ kind: 'unreachable', failure, side: 'source' }),
          blocker({ holder: digest('b') }),
        ],
      }),
    ],
    ['a plan of a shard', { ...everything, shard: { index: 1, count: 4 } }],
  ])('accepts %s', (_situation, saved) => {
    expect(errorsOf(validate, whole(formatPlan(saved)))).toEqual([]);
  });

  it.each([
    ['another version', { version: 2 }],
    ['a shard without a count', { shard: { index: 1 } }],
    ['a tag step without tags', { steps: [step({ kind: 'tag', tags: [] })] }],
    ['a destination without a registry', { steps: [step({ destination: 'pause' })] }],
  ])('refuses %s', (_situation, change) => {
    expect(errorsOf(validate, JSON.stringify({ ...everything, ...change }))).not.toEqual([]);
  });
});

describe('lint-report.json', () => {
  const validate = schema('lint-report.json');

  it.each([
    ['a run that found nothing', reportOf([])],
    ['findings with all they can have', reportOf(someFindings())],
    [
      'a change that promotes',
      reportOf([], { review: [reviewRow(), onlineRow(), reviewRow({ unreachable: '503' })] }),
    ],
    [
      'what reviewers have agreed to',
      reportOf([], { excepted: [excepted()], changedConfigurations: ['.cip.yaml'] }),
    ],
    [
      'rows that are refused, and where rows go',
      reportOf([], {
        review: [
          reviewRow({ refused: ['tag-moved'], movedFrom: digest('b'), registries: regions(3) }),
          reviewRow({ registries: regions(22) }),
        ],
      }),
    ],
    ['the facts of a failure', reportOf([finding({ rule: 'unreachable', failure })])],
    [
      'what provenance policies say',
      reportOf([], {
        review: [provenRow(), onlineRow({ provenance: 'violated' }), onlineRow({ provenance: 'unread' })],
      }),
    ],
    ['a change that promotes nothing', reportOf([], { review: [] })],
    ['every rule', reportOf(ruleNames.map((rule) => finding({ rule })))],
  ])('accepts %s', (_situation, report) => {
    expect(errorsOf(validate, renderLintJson(report))).toEqual([]);
  });

  const [item] = reportOf([finding()]).items;

  it.each([
    ['another version', { version: 2 }],
    ['a figure that is missing', { summary: {} }],
    ['a rule that nobody knows', { items: [{ ...item, rule: 'x' }] }],
    ['a rule that is off', { items: [{ ...item, severity: 'off' }] }],
    ['a failure with more', { items: [{ ...item, failure: { ...failure, extra: 1 } }] }],
    ['a line before the first', { items: [{ ...item, line: 0 }] }],
    ['an empty list of places', { items: [{ ...item, related: [] }] }],
    ['an exception without a reason', { excepted: [item] }],
    ['an empty list of exceptions', { excepted: [] }],
    ['a row that names many registries', { review: [reviewRow({ registries: regions(22) })] }],
    ['a row signed by nobody', { review: [provenRow({ signedBy: [] })] }],
    ['a row of no build level', { review: [{ ...provenRow(), level: 4 }] }],
    ['a row without a place', { review: [{ ...reviewRow(), line: undefined }] }],
    ['a key that is not known', { extra: 1 }],
  ])('refuses %s', (_situation, change) => {
    expect(errorsOf(validate, JSON.stringify({ ...reportOf([]), ...change }))).not.toEqual([]);
  });
});

it('the schemas know every code that a failure may have', () => {
  for (const name of ['promotion', 'status', 'comparison', 'contents', 'drift', 'backup', 'lint']) {
    const file = new URL(`../../../docs/cli/schema/${name}-report.json`, import.meta.url);
    const { $defs } = JSON.parse(readFileSync(file, 'utf8')) as {
      $defs: { failure: { properties: { code: { enum: string[] } } } };
    };
    expect($defs.failure.properties.code.enum).toEqual(failureCodes);
  }
});
