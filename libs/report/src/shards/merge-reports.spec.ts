import { compareTexts, formatShard, isMine, type Shard } from '@cip/oci';
import { planIn, type SavedPlan, type Step, type StepOutcome } from '@cip/plan';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../exit-code.js';
import { type PromotionReport, promotionReport, type RunFacts } from '../promotion-report.js';
import { renderHtml } from '../render-html.js';
import { renderJson } from '../render-json.js';
import { renderJunit } from '../render-junit.js';
import { renderText } from '../render-text.js';
import { readPage } from '../testing/read-page.js';
import {
  blocker,
  digest,
  inPlace,
  plan,
  regions,
  stepsTo,
  unavailable,
  where,
  whole,
} from '../testing/samples.js';
import type { NamedReport } from './check-parts.js';
import { mergeReports } from './merge-reports.js';
import { parseShardReport } from './parse-shard-report.js';

const names = Array.from({ length: 40 }, (_, i) => `app${i}`);
const destinations = names.flatMap((image) => regions(3).map((region) => `${region}/${image}`));

function byDestination<T extends { readonly destination: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => compareTexts(a.destination, b.destination));
}

/** Everything that a report can tell, of forty images in three registries. */
const everything: SavedPlan = {
  ...plan({
    blockers: [
      ...names.slice(0, 9).map((image, i) => {
        const { failure } = unavailable('region0-docker.pkg.dev', image);
        const destination = destinations[i * 3] ?? '';
        return blocker({ kind: 'unreachable', image, destination, failure, side: 'destination' });
      }),
      ...['bad', 'worse'].map((image) =>
        blocker({ kind: 'invalid-manifest', image, digest: '', tags: [], source: '', destination: '' }),
      ),
    ],
    inPlace: byDestination(
      names.map((image, i) => inPlace({ image, destination: destinations[i * 3 + 1] ?? '' })),
    ),
    existing: names.length,
  }),
  steps: byDestination(
    names.flatMap((image): Step[] => [
      ...stepsTo(regions(3), { image }),
      ...stepsTo(regions(2), { image, kind: 'tag', digest: digest('b') }),
      ...stepsTo(regions(1), {
        image,
        kind: 'attach',
        tags: [],
        attached: { image: digest('a'), on: digest('a'), type: 'signature', signedBy: ['key'] },
        digest: digest('c'),
      }),
      ...stepsTo(regions(1), {
        image,
        kind: 'sign',
        tags: [],
        signs: { image: digest('a'), kinds: ['record'] },
      }),
    ]),
  ),
};

/** Every third is a failure, but for what the promoter signs. */
function outcomeOf(destination: string, position: number): StepOutcome {
  const { reason, failure } = unavailable('eu.gcr.io', destination);
  const hasFailed =
    (destination.length + position + destination.charCodeAt(destination.length - 1)) % 3 === 0;
  if (!hasFailed) return { state: 'promoted', blockers: [] };
  return {
    state: 'failed',
    reason,
    failure,
    side: 'destination',
    operation: 'pushing manifest',
    blockers: [],
  };
}

const left = {
  source: 'gcr.io/k8s-staging/pause',
  on: digest('a'),
  digest: digest('b'),
  why: 'is not trusted',
};
const waits = [{ limit: 'rps-per-host', of: 'gcr.io', perSecond: 80, seconds: 12, ofSeconds: 20.5 }] as const;
const facts = { requests: 8, leftBehind: [left], waits } as const;
const shares = (count: number): number[] =>
  shards(count).map((shard) => destinations.filter((name) => isMine(name, shard)).length);

function shards(count: number): Shard[] {
  return Array.from({ length: count }, (_, index) => ({ index, count }));
}

/** The reports of shards as they leave them. */
function partsOf(count: number, more: (shard: Shard) => Partial<RunFacts> = () => ({})): NamedReport[] {
  return shards(count).map((shard) => {
    const { inPlace: held = [], ...others } = planIn(everything, shard);
    const mine = [...held].filter(({ destination }) => isMine(destination, shard));
    const part = { ...others, existing: mine.length, inPlace: Object.assign(mine) as typeof mine };
    const run = { manifests: everything.manifests, flags: ['--all', '--confirm'], shares: shares(count) };
    const { requests } = facts;
    const report = promotionReport(part, outcomeOf, {
      ...facts,
      requests: requests / count,
      run,
      ...more(shard),
    });
    return {
      file: `cip-${shard.index}-of-${count}.json`,
      report: parseShardReport(whole(renderJson(report))),
    };
  });
}

function merged(parts: readonly NamedReport[]): PromotionReport {
  const [first, ...others] = parts;
  if (!first) throw new Error('no parts');
  return mergeReports([first, ...others]);
}

function allForms(report: PromotionReport): string[] {
  const options = { dryRun: false };
  const pieces = [renderJson(report), renderJunit(report), [renderHtml(report, options)]];
  return [...pieces.map(whole), renderText(report, options)];
}

describe.each([1, 2, 8])('the reports of %i shards', (count) => {
  it('are the report of one process, in whatever order they come', () => {
    const single = promotionReport(everything, outcomeOf, facts);
    expect(single.summary).toMatchObject({ blocked: 11, existing: 40, attached: 40, signed: 40 });
    expect(single.summary.failed).toBeGreaterThan(20);
    expect(single.summary.tagged).toBeGreaterThan(20);
    const parts = partsOf(count);
    for (const given of [parts, parts.toReversed()])
      expect(allForms(merged(given))).toEqual(allForms(single));
  });
});

describe('a shard', () => {
  const [missing, stopped] = [shards(8)[3]!, shards(8)[5]!];
  const uncompared = [
    { registry: 'region1-docker.pkg.dev', repositories: 4 },
    { registry: 'region2-docker.pkg.dev', repositories: 5 },
  ];
  const parts = partsOf(8, ({ index }) =>
    index === stopped.index ? { interrupted: 'SIGTERM', uncompared } : {},
  );
  const share = shares(8)[missing.index]!;

  it('that left no report is named with what is not known', () => {
    const report = merged(partsOf(8).filter(({ report: { shard } }) => shard.index !== missing.index));
    expect(report.unfinished).toEqual([{ shard: missing, uncompared: share, planned: 0 }]);
    expect(exitCodeOf({ ...report, summary: { ...report.summary, blocked: 0, failed: 0 } })).toBe(1);
    const [, junit = '', , text = ''] = allForms(report);
    const sentence = `shard 3/8 left no report: nothing is known of its ${share} repositories`;
    expect(share).toBeGreaterThan(1);
    expect(text).toContain(`\nUnfinished: 1 shard\n  ${sentence}\n`);
    expect(text).toContain('\nNot everything was compared: what is not listed here is unknown.\n');
    expect(junit).toContain(`<error message="${sentence}" type="missing"/>`);
    expect(readPage(renderHtml(report, { dryRun: false }))).toContain('Unfinished 1 shard');
  });

  it('that a signal stopped is named with what it left undone', () => {
    const report = merged(parts);
    expect(report).toMatchObject({ interrupted: 'SIGTERM', uncompared });
    expect(report.unfinished).toEqual([
      { shard: stopped, interrupted: 'SIGTERM', uncompared: 9, planned: 0 },
    ]);
    const [json = '', junit = '', html = '', text = ''] = allForms(report);
    expect(text).toContain(
      'Not compared: 9 repositories\n  region1-docker.pkg.dev  4 repositories\n  region2-docker.pkg.dev  5 repositories\n',
    );
    const sentence = 'shard 5/8 was interrupted by SIGTERM, 9 repositories not compared';
    expect(text).toContain(`Unfinished: 1 shard\n  ${sentence}\n`);
    expect(junit).toContain(`<error message="${sentence}" type="interrupted"/>`);
    expect(readPage(html)).toEqual(
      expect.arrayContaining(['Not compared 9 repositories', 'region2-docker.pkg.dev | 5 repositories']),
    );
    expect(JSON.parse(json)).toMatchObject({ interrupted: 'SIGTERM', uncompared });
  });

  it('says how many items it did not do, unless nothing was to be done', () => {
    const planned = (flags: readonly string[]): PromotionReport => {
      const [{ report }] = partsOf(1) as [NamedReport];
      const summary = { ...report.summary, planned: 12 };
      const run = { ...report.run, flags };
      return merged([{ file: 'a', report: { ...report, run, summary, interrupted: 'SIGINT' } }]);
    };
    expect(renderText(planned(['--confirm']), { dryRun: false })).toContain(
      'shard 0/1 was interrupted by SIGINT, 12 items not done\n',
    );
    expect(renderText(planned([]), { dryRun: true })).toContain('shard 0/1 was interrupted by SIGINT\n');
  });

  it('is not listed when it was interrupted by nothing', () => {
    expect(merged(partsOf(8)).unfinished).toBeUndefined();
  });
});

it('with --strict, what each shard says of the manifests is told once', () => {
  const blockers = [blocker({ kind: 'invalid-manifest', destination: '', where })];
  const parts = shards(3).map((shard): NamedReport => {
    const run = { manifests: digest('f'), flags: ['--strict'], shares: [1, 1, 1] };
    const report = promotionReport(plan({ shard, blockers }), () => undefined, { requests: 0, run });
    return { file: formatShard(shard), report: parseShardReport(whole(renderJson(report))) };
  });
  expect(merged(parts).summary.blocked).toBe(1);
  expect([...merged(parts).items]).toHaveLength(1);
});

it('a registry that several shards stopped at is told by each', () => {
  const parts = shards(2).map((shard): NamedReport => {
    const stop = blocker({ kind: 'safety-stop', image: '', digest: '', tags: [], source: '' });
    const blockers = [{ ...stop, destination: 'us.gcr.io', reason: `${shard.index + 1} of 1 steps` }];
    const run = { manifests: digest('f'), flags: [], shares: [1, 1] };
    const report = promotionReport(plan({ shard, blockers }), () => undefined, { requests: 0, run });
    return { file: formatShard(shard), report: parseShardReport(whole(renderJson(report))) };
  });
  expect([...merged(parts).items].map(({ reason }) => reason)).toEqual(['1 of 1 steps', '2 of 1 steps']);
});

it('the longest of the waits for one limit is told', () => {
  const one = { limit: 'rps-per-host', of: 'gcr.io', perSecond: 10, ofSeconds: 30 } as const;
  const report = merged(
    partsOf(2, ({ index }) => ({
      waits: [
        { ...one, seconds: 20 + index },
        { ...one, of: 'eu.gcr.io', seconds: 9 },
      ],
    })),
  );
  expect(report.waits?.map(({ of, seconds }) => [of, seconds])).toEqual([
    ['gcr.io', 21],
    ['eu.gcr.io', 9],
  ]);
});
