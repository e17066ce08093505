import { defaultConfiguration } from '@cip/configuration';
import { promisesOf } from '@cip/audit';
import type { Console } from '@cip/cli';
import { parseThinTree } from '@cip/manifest';
import { referrersTag } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import { SignalError } from '@cip/runtime';
import {
  buildImage,
  buildSignature,
  type Image,
  startRegistry,
  type TestRegistry,
  treeFiles,
} from '@cip/testing';
import type { ManifestsKeeper, ManifestState } from '@cip/source';
import type { Alert } from '@cip/watch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readableLog } from '../alerts/fixtures.js';
import { runSweep } from './run-sweep.js';

const old = buildImage('old');
const late = buildImage('late');
const stranger = buildImage('stranger');
const all: Readonly<Record<string, Image>> = { old, late, stranger };

let production: TestRegistry;

beforeEach(async () => {
  production = await startRegistry({ google: true });
  for (const name of ['app', 'tool']) production.seed(`prod/${name}`, old, ['v1']);
});

afterEach(() => production.close());

/** Manifests that give tags to images, in both repositories. */
function stateOf(
  revision: string,
  given: Readonly<Record<string, Image>>,
  ...more: readonly TestRegistry[]
): ManifestState {
  const images = Object.fromEntries(
    Object.entries(given).map(([tag, { descriptor }]) => [descriptor.digest, [tag]]),
  );
  const registries = {
    source: 'gcr.io/staging',
    destinations: [production, ...more].map(({ host }) => `${host}/prod`),
  };
  const files = treeFiles({ project: { ...registries, images: { app: images, tool: images } } });
  const tree = parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
  const promises = promisesOf(tree);
  const policies = { of: () => [] };
  return { promises, policies, configuration: defaultConfiguration, revision, readAt: 0, invalid: [] };
}

interface Patience {
  readonly grace?: number;
  /** Called while the grace passes, with how often it has. */
  readonly onWait?: (times: number) => void;
  readonly stop?: AbortController;
}

/** A sweep that begins with one state of the manifests; `since` gives those that it fetches in the end. */
async function swept(
  current: ManifestState,
  since: () => Promise<ManifestState>,
  { grace = 0, onWait = () => undefined, stop = new AbortController() }: Patience = {},
) {
  const registry = createRegistry({ requestsPerSecond: 0, retryDeadline: 0 });
  const manifests: ManifestsKeeper = { current, since, close: () => Promise.resolve() };
  const accepted: Alert[] = [];
  const alerts = {
    raise: (alert: Alert) => Promise.resolve(void accepted.push(alert)),
    close: () => Promise.resolve(),
  };
  const { log, lines } = readableLog();
  let printed = '';
  const progress = { update: () => undefined, above: () => undefined, finish: () => undefined };
  const console: Console = {
    progress,
    print: (text) => (printed += text),
    printPieces: () => Promise.resolve(),
    color: false,
    width: undefined,
    log,
    openLog: () => Promise.resolve(console.log),
  };
  const request = {
    manifests: { location: '.' },
    watch: [],
    deep: false,
    promisedOnly: false,
    grace,
    format: 'json' as const,
    stats: false,
    credentials: 'anonymous' as const,
    registry: {} as never,
  };
  const { signal } = stop;
  const waits: number[] = [];
  const wait = (milliseconds: number): Promise<void> => {
    onWait(waits.push(milliseconds));
    return Promise.resolve();
  };
  try {
    const code = await runSweep(request, { manifests, registry, alerts, console, signal, wait });
    const report = JSON.parse(printed) as Report;
    const messages = accepted.map(({ message }) => message);
    return {
      code,
      report,
      messages,
      waits,
      warnings: lines.filter((line) => line.startsWith('warn ')).length,
    };
  } finally {
    await registry.close();
  }
}

interface Report {
  readonly revision: string;
  readonly summary: { readonly repositories: number };
  readonly items: readonly { readonly kind: string; readonly repository: string; readonly digest: string }[];
}

function linesOf({ items }: Report): string[] {
  return items.map(({ kind, repository, digest }) => {
    const [name] = Object.entries(all).find(([, { descriptor }]) => descriptor.digest === digest) ?? [];
    return `${kind} ${repository.split('/').slice(1).join('/')} ${name ?? digest}`;
  });
}

const listings = (path: string): number => production.count({ kind: 'tags', repository: path });

it('what was approved and promoted meanwhile is no drift, and nothing else is looked at again', async () => {
  production.seed('prod/app', late, ['v2']);
  const newer = stateOf('newer', { v1: old, v2: late });
  const { code, report } = await swept(stateOf('older', { v1: old }), () => {
    production.seed('prod/tool', late, ['v2']);
    return Promise.resolve(newer);
  });
  expect([code, linesOf(report), report.revision]).toEqual([0, [], 'newer']);
  expect(report.summary.repositories).toBe(2);
  expect([listings('prod/app'), listings('prod/tool')]).toEqual([2, 1]);
});

it('what was approved meanwhile and is not promoted yet is not missing', async () => {
  production.seed('prod/app', stranger, ['v9']);
  const newer = stateOf('newer', { v1: old, v2: late });
  const { code, report, messages } = await swept(stateOf('older', { v1: old }), () => Promise.resolve(newer));
  expect([code, linesOf(report)]).toEqual([1, ['unexpected prod/app stranger']]);
  expect(messages).toEqual([`DRIFT unexpected: app:v9@${stranger.descriptor.digest}`]);
});

it('what was missing before is missing still', async () => {
  production.deleteTag('prod/app', 'v1');
  const newer = stateOf('newer', { v1: old, v2: late });
  const { code, report } = await swept(stateOf('older', { v1: old }), () => Promise.resolve(newer));
  expect([code, linesOf(report)]).toEqual([1, ['missing prod/app old']]);
});

it('manifests that have not changed lead to no second look', async () => {
  production.seed('prod/app', stranger, ['v9']);
  const state = stateOf('same', { v1: old });
  const { code, report } = await swept(state, () => Promise.resolve({ ...state, readAt: 1 }));
  expect([code, linesOf(report)]).toEqual([1, ['unexpected prod/app stranger']]);
  expect([listings('prod/app'), listings('prod/tool')]).toEqual([1, 1]);
});

it('nothing is fetched again where nothing differs', async () => {
  const never = (): Promise<ManifestState> => Promise.reject(new Error('nobody asked'));
  const { code, warnings } = await swept(stateOf('only', { v1: old }), never);
  expect([code, warnings]).toEqual([0, 0]);
});

it('manifests that cannot be fetched again are used as they were, and that is said', async () => {
  production.seed('prod/app', stranger, ['v9']);
  const down = (): Promise<ManifestState> => Promise.reject(new Error('no route to host'));
  const { code, report, warnings } = await swept(stateOf('older', { v1: old }), down);
  expect([code, linesOf(report), report.revision, warnings]).toEqual([
    1,
    ['unexpected prod/app stranger'],
    'older',
    1,
  ]);
});

describe('with a grace', () => {
  const grace = 300_000;
  const same = (state: ManifestState) => () => Promise.resolve(state);

  it('what a promotion brings meanwhile was never missing, however long that takes', async () => {
    const state = stateOf('merged', { v1: old, v2: late });
    const { code, report, messages, waits } = await swept(state, same(state), {
      grace,
      onWait: (times) => {
        production.seed(times === 1 ? 'prod/app' : 'prod/tool', late, ['v2']);
      },
    });
    expect([code, linesOf(report), messages]).toEqual([0, [], []]);
    expect(waits).toEqual([grace, grace]);
  });

  it('what nobody brings is missing after one more look', async () => {
    production.deleteTag('prod/app', 'v1');
    const state = stateOf('merged', { v1: old });
    const { code, report, waits } = await swept(state, same(state), { grace });
    expect([code, linesOf(report), waits]).toEqual([1, ['missing prod/app old'], [grace]]);
    expect([listings('prod/app'), listings('prod/tool')]).toEqual([2, 1]);
  });

  it('a child that has just come ahead of its index is not unexpected, and a tag that moved is told', async () => {
    production.deleteTag('prod/app', 'v1');
    const state = stateOf('merged', { v1: old });
    const { report } = await swept(state, same(state), {
      grace,
      onWait: () => {
        production.seed('prod/app', late);
        production.seed('prod/app', stranger, ['v1']);
      },
    });
    expect(linesOf(report)).toEqual(['tag-moved prod/app stranger']);
  });

  it('looks six times more at the most', async () => {
    const images = Array.from({ length: 10 }, (_, i) => buildImage(`strange ${i}`));
    for (const [i, image] of images.entries()) production.seed('prod/app', image, [`s${i}`]);
    const state = stateOf('merged', { v1: old });
    const { waits, report } = await swept(state, same(state), {
      grace,
      onWait: (times) => {
        production.deleteTag('prod/app', `s${times}`);
      },
    });
    expect(waits.length).toBeLessThanOrEqual(6);
    expect(report.items.length).toBeGreaterThan(0);
  });

  it('nobody waits where nothing differs', async () => {
    const state = stateOf('merged', { v1: old });
    expect((await swept(state, same(state), { grace })).waits).toEqual([]);
  });

  it('a signal ends it, and what was found until then is reported', async () => {
    production.deleteTag('prod/app', 'v1');
    const state = stateOf('merged', { v1: old });
    const stop = new AbortController();
    const onWait = (): void => {
      stop.abort(new SignalError('SIGTERM'));
    };
    const { report } = await swept(state, same(state), { grace, onWait, stop });
    expect(linesOf(report)).toEqual(['missing prod/app old']);
  });

  it('a registry that does not say what it has is told all the same', async () => {
    await production.close();
    production = await startRegistry();
    for (const name of ['app', 'tool']) production.seed(`prod/${name}`, old, ['v1']);
    production.fault({
      action: 'status',
      status: 403,
      body: '{}',
      match: { kind: 'catalog', times: Infinity },
    });
    const state = stateOf('merged', { v1: old });
    const { code, report } = await swept(state, same(state), { grace });
    expect([code, report.items.map(({ kind, repository }) => `${kind} ${repository}`)]).toEqual([
      1,
      [`unreachable ${production.host}/prod`],
    ]);
  });
});

it('what one region has attached and another lacks is held against it again', async () => {
  await using other = await startRegistry({ google: true });
  for (const name of ['app', 'tool']) other.seed(`prod/${name}`, old, ['v1']);
  const tag = `${referrersTag(old.descriptor.digest)}.sig`;
  production.seed('prod/app', buildSignature(old.descriptor), [tag]);
  const state = {
    ...stateOf('same', { v1: old }, other),
    configuration: { ...defaultConfiguration, attached: { keep: 'all' as const, subprojects: new Map() } },
  };
  const { code, report, waits } = await swept(state, () => Promise.resolve(state), { grace: 1 });
  const [item, ...rest] = report.items;
  expect([code, rest, waits]).toEqual([1, [], [1]]);
  expect(item).toMatchObject({ kind: 'missing-attachment', repository: `${other.host}/prod/app`, tag });
  const { code: healed } = await swept(state, () => Promise.resolve(state), {
    grace: 1,
    onWait: () => {
      other.seed('prod/app', buildSignature(old.descriptor), [tag]);
    },
  });
  expect(healed).toBe(0);
});
