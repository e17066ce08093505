import { describe, expect, it } from 'vitest';
import { desiredState } from './desired.js';
import { digest, inventoryOf, planned, savedText, tree } from './fixtures.js';
import { desiredByPlan, locatePlan, parsePlan } from './plan-file.js';
import type { SavedPlan } from './plan.js';

const plan: SavedPlan = {
  version: 1,
  manifests: digest('tree'),
  existing: 3,
  steps: [
    {
      kind: 'copy',
      image: 'app',
      digest: digest('A'),
      tags: ['1.10'],
      source: 'staging.example/foo/app',
      destination: 'us.example/prod/app',
      where: { file: 'images.yaml', line: 3 },
    },
  ],
  blockers: [],
};

function changed(path: string, value: unknown): string {
  const copy = JSON.parse(savedText(plan)) as Record<string, Record<string, unknown>[]>;
  const [key = '', field] = path.split('.');
  if (field === undefined) Object.assign(copy, { [key]: value });
  else Object.assign(copy[key]?.[0] ?? {}, { [field]: value });
  return JSON.stringify(copy);
}

describe('parsePlan', () => {
  it('reads what formatPlan wrote', () => {
    const steps = plan.steps.map(({ where, ...step }) => step);
    expect(parsePlan(savedText(plan))).toEqual({ ...plan, steps });
  });

  it('leaves out the facts of failures and keeps which side could not be read', () => {
    const { steps } = plan;
    const item = { ...steps[0]!, tags: ['1.10'] };
    const unreachable = { ...item, kind: 'unreachable', reason: 'timed out', side: 'source' } as const;
    const moved = { ...item, kind: 'tag-moved', reason: 'on another' } as const;
    const failure = { code: 'TIMEOUT', reason: 'timed out' } as const;
    const text = savedText({
      ...plan,
      blockers: [
        { ...unreachable, failure },
        { ...moved, holder: digest('B') },
      ],
    });
    const [{ where: _, ...first }, { where: __, ...second }] = [unreachable, moved];
    expect(parsePlan(text).blockers).toEqual([first, second]);
  });

  it.each([
    ['a step', 'steps', {}, { where: 1, proof: 1 }],
    [
      'a blocker',
      'blockers',
      { kind: 'conflict', reason: 'two digests' },
      { proof: 1, rivals: 1, failure: 1 },
    ],
  ])('leaves out of %s what formatPlan never writes', (_, list, more, planted) => {
    const { where, ...item } = { ...plan.steps[0], ...more };
    const found = parsePlan(changed(list, [{ ...item, ...planted }]));
    expect(list === 'steps' ? found.steps : found.blockers).toEqual([item]);
  });

  it.each([
    {
      situation: 'a version of any length',
      text: changed('version', '2'.repeat(100_000)),
      code: 'broken',
    },
    {
      situation: 'a version that nests deeply',
      text: savedText(plan).replace('"version": 1', `"version": ${'['.repeat(9000)}${']'.repeat(9000)}`),
      code: 'broken',
    },
    { situation: 'a negative number of what exists', text: changed('existing', -1), code: 'broken' },
    {
      situation: 'a blocker on no side',
      text: changed('blockers', [{ ...plan.steps[0], kind: 'unreachable', reason: 'x', side: 'x' }]),
      code: 'broken',
    },
    { situation: 'another format', text: changed('version', 2), code: 'changed' },
    { situation: 'no JSON', text: '<html>', code: 'broken' },
    { situation: 'no version', text: '{}', code: 'broken' },
    { situation: 'no fingerprint', text: changed('manifests', 'sha256:12'), code: 'broken' },
    { situation: 'steps that are no list', text: changed('steps', {}), code: 'broken' },
    { situation: 'a step of an unknown kind', text: changed('steps.kind', 'delete'), code: 'broken' },
    { situation: 'a step with a short digest', text: changed('steps.digest', 'sha256:12'), code: 'broken' },
    { situation: 'a step with a bad tag', text: changed('steps.tags', ['../x']), code: 'broken' },
    {
      situation: 'a step to no repository',
      text: changed('steps.destination', 'us.example'),
      code: 'broken',
    },
    {
      situation: 'a tag step without a tag',
      text: changed('steps', [{ ...plan.steps[0], kind: 'tag', tags: [] }]),
      code: 'broken',
    },
  ])('refuses $situation', ({ text, code }) => {
    expect(() => parsePlan(text)).toThrow(expect.objectContaining({ name: 'PlanFileError', code }));
  });
});

it('the lines of two places in conflict are not saved, and found again', async () => {
  const manifests = tree({
    name: 'foo',
    source: 'staging.example/foo',
    destinations: ['us.example/prod'],
    images: { app: { A: ['v1'], B: ['v1'] } },
  });
  const made = await planned(desiredState(manifests), inventoryOf({}));
  const saved = savedText(made);
  expect(saved).toContain('tag-conflict: ');
  expect(saved).not.toMatch(/images\.yaml:\d/);
  expect(locatePlan(parsePlan(saved), manifests).blockers).toEqual(made.blockers);
});

it('a plan that is carried out later needs no step for what is in place by now', async () => {
  const manifests = tree({
    name: 'foo',
    source: 'staging.example/foo',
    destinations: ['us.example/prod'],
    images: { app: { A: ['v1', 'v2'], B: [], C: ['v3'] } },
  });
  const staging = { 'staging.example/foo/app': { A: [], B: [], C: [] } };
  const earlier = inventoryOf({ ...staging, 'us.example/prod/app': { C: ['v3'] } });
  const saved = parsePlan(savedText(await planned(desiredState(manifests), earlier)));
  // Since then, A was promoted and C was removed: C is not in the plan.
  const later = inventoryOf({ 'us.example/prod/app': { A: ['v1'], B: [] } });
  const desired = desiredByPlan(desiredState(manifests), locatePlan(saved, manifests));
  const now = await planned(desired, later);
  expect(now.steps).toMatchObject([{ kind: 'tag', digest: digest('A'), tags: ['v2'] }]);
  // A under v1, and B.
  expect(now).toMatchObject({ existing: 2, blockers: [] });
  expect(later.askedSource).toEqual([]);
});
