import { expect, it } from 'vitest';
import { exitCodeOf } from './exit-code.js';
import { renderText } from './render-text.js';
import {
  blocker,
  digest,
  inPlace,
  outcome,
  plan,
  planned,
  promoted,
  step,
  where,
} from './testing/samples.js';

const facts = { requests: 7 };
const us = step();
const eu = step({ destination: 'eu.gcr.io/prod/pause', kind: 'tag', tags: ['3.10', 'latest'] });

it('calls every step of a plan planned and every blocker blocked', () => {
  const report = planned(
    plan({ steps: [eu, us], blockers: [blocker({ tags: ['3.9'] })], existing: 5 }),
    facts,
  );
  expect(report).toMatchObject({
    version: 1,
    command: 'plan',
    summary: {
      planned: 2,
      promoted: 0,
      tagged: 0,
      attached: 0,
      existing: 5,
      blocked: 1,
      failed: 0,
      requests: 7,
    },
  });
  expect(report.items.map(({ kind, state, tags, reason }) => ({ kind, state, tags, reason }))).toEqual([
    { kind: 'tag', state: 'planned', tags: ['3.10', 'latest'], reason: undefined },
    { kind: 'copy', state: 'planned', tags: ['3.10'], reason: undefined },
    { kind: 'tag-moved', state: 'blocked', tags: ['3.9'], reason: 'the destination has another digest' },
  ]);
});

it('lists what is in place only when the plan does', () => {
  expect(planned(plan({ existing: 1 }), facts).items).toEqual([]);
  expect(planned(plan({ existing: 1, inPlace: [inPlace()] }), facts)).toMatchObject({
    summary: { existing: 1 },
    items: [{ kind: 'copy', state: 'existing', where }],
  });
});

it('counts tag steps among the promoted as tagged', () => {
  const outcomes = [outcome({ step: us }), outcome({ step: eu })];
  const { summary } = promoted(plan({ steps: [us, eu] }), outcomes, facts);
  expect(summary).toMatchObject({ planned: 0, promoted: 2, tagged: 1 });
});

it('counts attached artifacts, and says what they belong to', () => {
  const attached = { image: digest('a'), on: digest('b'), type: 'signature', signedBy: ['key'] };
  const sig = step({ kind: 'attach', digest: digest('c'), tags: ['sha256-b.sig'], attached });
  const report = promoted(plan({ steps: [sig, us] }), [outcome({ step: sig }), outcome({ step: us })], facts);
  expect(report.summary).toMatchObject({ promoted: 2, attached: 1, tagged: 0 });
  expect(report.items).toContainEqual(expect.objectContaining({ kind: 'attach', attached }));
  const text = renderText(report, { dryRun: false });
  expect(text).toContain('signature of sha256:bbbbbbbbbbbb, signed by key');
  expect(text).toContain('Promoted: 2 items (1 image to 1 registry)');
  expect(text).toContain('2 promoted (1 attached artifact)');
});

it('counts what is signed, and says what is made for which image', () => {
  const image = digest('a');
  const whole = step({ kind: 'sign', tags: [], signs: { image, kinds: ['signature', 'record'] } });
  const copied = { image, kinds: ['signature-bundle'], from: us.destination } as const;
  const platform = step({ kind: 'sign', tags: [], digest: digest('b'), signs: copied });
  const steps = [us, whole, platform];
  const failed = outcome({ step: platform, state: 'failed', reason: 'Fulcio does not answer' });
  const outcomes = [outcome({ step: us }), outcome({ step: whole }), failed];
  const report = promoted(plan({ steps }), outcomes, facts);
  expect(report.summary).toMatchObject({ promoted: 2, failed: 1, signed: 2, attached: 0 });
  expect(report.items).toContainEqual(expect.objectContaining({ kind: 'sign', signs: whole.signs }));
  const text = renderText(report, { dryRun: false });
  expect(text).toMatch(/sign +pause +signature, promotion record +sha256:aaaaaaaaaaaa/);
  expect(text).toMatch(/sign +pause +signature \(bundle\) of a platform of sha256:aaaaaaaaaaaa/);
  expect(text).toContain('Promoted: 2 items (1 image to 1 registry)');
  expect(text).toContain('2 promoted (2 by signing)');
});

it('keeps what a signal left undone planned, with or without an outcome', () => {
  const outcomes = [outcome({ step: us, state: 'planned' })];
  const { summary } = promoted(plan({ steps: [us, eu] }), outcomes, facts);
  expect(summary).toMatchObject({ planned: 2, promoted: 0 });
});

it('counts what was found done as existing, and lists it only with those in place', () => {
  const outcomes = [outcome({ state: 'existing' })];
  const quiet = promoted(plan({ steps: [us], existing: 3 }), outcomes, facts);
  expect(quiet).toMatchObject({ summary: { existing: 4 }, items: [] });
  const all = promoted(plan({ steps: [us], existing: 1, inPlace: [inPlace()] }), outcomes, facts);
  expect(all.summary.existing).toBe(2);
  expect(all.items.map(({ state }) => state)).toEqual(['existing', 'existing']);
});

it('tells a step whose tags are all taken by its blockers alone', () => {
  const outcomes = [outcome({ step: us, state: 'blocked', blockers: [blocker()] })];
  const report = promoted(plan({ steps: [us] }), outcomes, facts);
  expect(report.summary).toMatchObject({ planned: 0, promoted: 0, blocked: 1 });
  expect(report.items.map(({ kind }) => kind)).toEqual(['tag-moved']);
});

it('leaves blocked tags out of the item of their step', () => {
  const outcomes = [outcome({ step: eu, blockers: [blocker({ tags: ['latest'] })] })];
  const report = promoted(plan({ steps: [eu], blockers: [blocker({ tags: ['3.8'] })] }), outcomes, facts);
  expect(report.summary).toMatchObject({ promoted: 1, blocked: 2 });
  expect(report.items.find(({ state }) => state === 'promoted')?.tags).toEqual(['3.10']);
});

it('gives a failed item its reason', () => {
  const outcomes = [outcome({ state: 'failed', reason: 'the connection broke' })];
  const { items } = promoted(plan({ steps: [us] }), outcomes, facts);
  expect(items).toMatchObject([{ state: 'failed', kind: 'copy', reason: 'the connection broke' }]);
});

it('does not depend on the order in which steps came to an end', () => {
  const outcomes = [outcome({ step: us }), outcome({ step: eu })];
  const all = plan({ steps: [eu, us] });
  expect(promoted(all, outcomes, facts)).toEqual(promoted(all, outcomes.toReversed(), facts));
});

it.each([
  ['nothing to complain about', planned(plan({ steps: [us] }), facts), 0],
  ['a blocker', planned(plan({ blockers: [blocker()] }), facts), 1],
  ['a failure', promoted(plan({ steps: [us] }), [outcome({ state: 'failed' })], facts), 1],
])('asks for the exit code of %s', (_, report, code) => {
  expect(exitCodeOf(report)).toBe(code);
});
