import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isMine } from '@cip/oci';
import {
  type DockerRegistry,
  noDockerRegistry,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CipResult } from './run-cip.js';
import {
  attachedIn,
  closeWorlds,
  createWorld,
  everything,
  images,
  kindsOf,
  promoteTo,
  type SigningWorld,
  type WorldSettings,
  writeDestinations,
} from './signing-world.js';

let sigstore: TestSigstore;
let us: TestRegistry;
let eu: TestRegistry;
let docker: DockerRegistry | undefined;
let worlds = 0;

beforeAll(async () => {
  [sigstore, us, eu] = await Promise.all([startSigstore(), startRegistry(), startRegistry()]);
  if ((await noDockerRegistry()) === undefined) docker = await startDockerRegistry();
});
afterAll(async () => {
  await Promise.all([
    us.close(),
    eu.close(),
    docker?.close(),
    sigstore[Symbol.asyncDispose](),
    closeWorlds(),
  ]);
});

interface Report {
  readonly summary: Readonly<Record<string, number>>;
  readonly items: readonly {
    readonly kind: string;
    readonly state: string;
    readonly digest: string;
    readonly destination: string;
    readonly reason?: string;
    readonly signs?: { readonly image: string; readonly kinds: readonly string[]; readonly from?: string };
  }[];
}

interface PromotedWorld extends SigningWorld {
  readonly home: string;
  readonly copy: string;
  promote(...more: string[]): Promise<Report & Pick<CipResult, 'code'>>;
  plan(...more: string[]): Promise<Report & Pick<CipResult, 'code'>>;
}

function parsed({ code, stdout, stderr }: CipResult): Report & Pick<CipResult, 'code'> {
  try {
    return { ...(JSON.parse(stdout) as Report), code };
  } catch {
    throw new Error(`exit code ${code} without a report\n${stdout}\n${stderr}`);
  }
}

/** Staging and two destinations that nothing else uses; nothing is promoted yet. */
async function newWorld(
  settings: WorldSettings | ((home: string) => WorldSettings) = {},
  hosts: readonly [string, string] = [us.host, eu.host],
): Promise<PromotedWorld> {
  const number = (worlds += 1);
  const source = `${hosts[0]}/staging-${number}`;
  await promoteTo(source);
  const [home, copy] = [`${hosts[0]}/prod-${number}/us`, `${hosts[1]}/prod-${number}/eu`];
  const usual = { configuration: { attached: { keep: 'all' } }, sigstore };
  const world = await createWorld([home, copy], {
    ...usual,
    source,
    ...(typeof settings === 'function' ? settings(home) : settings),
  });
  return {
    ...world,
    home,
    copy,
    promote: async (...more) => parsed(await world.run('promote', '--confirm', ...more)),
    plan: async (...more) => parsed(await world.run('plan', ...more)),
  };
}

const signed = ({ items }: Report): string[] =>
  items
    .filter(({ kind }) => kind === 'sign')
    .map(({ state, destination, signs }) => {
      const from = signs?.from === undefined ? 'made' : 'copied';
      return `${state} ${destination.includes('/us') ? 'us' : 'eu'} ${from} ${signs?.kinds.join('+')}`;
    })
    .sort();

/** What a plan says of the images in both destinations, in this state. */
const all = (state: string): string[] =>
  ['eu copied', 'us made'].flatMap((place) => [
    `${state} ${place} record`,
    ...images.platforms.children.map(() => `${state} ${place} signature`),
    `${state} ${place} signature+record`,
    `${state} ${place} signature+record`,
  ]);

describe.each(['test registry', 'docker-registry'])('on %s', (kind) => {
  it.for(['key', 'keyless'] as const)(
    'promotes, signs by %s once, copies the signatures, and then has nothing to do',
    async (signer, { skip }) => {
      const missing = kind === 'docker-registry' ? await noDockerRegistry() : undefined;
      if (missing !== undefined) return skip(missing);
      const host = docker?.host ?? '';
      const world = await newWorld({ signer }, kind === 'docker-registry' ? [host, host] : undefined);
      const { certificates } = sigstore.counts;
      const planned = await world.plan();
      expect(signed(planned)).toEqual(all('planned'));
      expect(planned.summary).toMatchObject({ planned: 6 + 10, signed: 10, failed: 0, blocked: 0 });
      expect(sigstore.counts.certificates).toBe(certificates);

      const first = await world.promote();
      expect(first).toMatchObject({ code: 0, summary: { promoted: 6 + 10, signed: 10, failed: 0 } });
      expect(signed(first)).toEqual(all('promoted'));
      const there = await attachedIn(world.home);
      expect(kindsOf(there)).toEqual(everything);
      expect(await attachedIn(world.copy)).toEqual(there);
      expect(sigstore.counts.certificates - certificates).toBe(signer === 'key' ? 0 : 1);

      const second = await world.promote();
      expect(second).toMatchObject({ code: 0, summary: { promoted: 0, signed: 0, failed: 0 } });
      expect(await attachedIn(world.home)).toEqual(there);
    },
  );
});

it('a dry run asks for no token, reads no key and writes nothing', async () => {
  const world = await newWorld({ signer: 'keyless' });
  await rm(path.join(world.folder, 'token'));
  const [before, { certificates }] = [us.writes + eu.writes, sigstore.counts];
  expect(parsed(await world.run('promote'))).toMatchObject({ code: 0, summary: { signed: 10 } });
  const { stdout } = await world.run('promote', '--format', 'text');
  expect(stdout).toMatch(/sign +app +signature, promotion record +sha256:\w+/);
  expect(stdout).toContain('16 to promote (10 by signing)');
  expect([us.writes + eu.writes, sigstore.counts.certificates]).toEqual([before, certificates]);
});

it('signs what was promoted before, in its turn', async () => {
  const world = await newWorld();
  expect(await world.promote('--skip-signing')).toMatchObject({ summary: { promoted: 6, signed: 0 } });
  expect(await attachedIn(world.home)).toEqual([]);
  expect(signed(await world.plan())).toEqual(all('planned'));
  expect(await world.promote()).toMatchObject({ summary: { promoted: 10, signed: 10 } });
  expect(kindsOf(await attachedIn(world.copy))).toEqual(everything);
});

it('what fails to be signed is promoted all the same, and signed by the next run', async () => {
  const world = await newWorld({ signer: 'keyless' });
  sigstore.fail('certificates', ...Array<{ status: number }>(8).fill({ status: 400 }));
  const first = await world.promote();
  expect(first).toMatchObject({ code: 1, summary: { promoted: 6, failed: 10, signed: 10 } });
  const reasons = first.items.flatMap(({ state, reason }) => (state === 'failed' ? [reason] : []));
  expect(reasons.join('\n')).toContain('signingCert');
  expect(reasons).toContain(`not copied, as ${world.home}/app is not signed`);
  expect(await attachedIn(world.home)).toEqual([]);
  for (let code = 1; code !== 0;) ({ code } = await world.promote());
  expect(kindsOf(await attachedIn(world.copy))).toEqual(everything);
});

it('an image that was not promoted is not signed', async () => {
  const world = await newWorld();
  const { digest } = images.app.descriptor;
  const [, ...place] = world.home.split('/');
  const repository = [...place, 'app'].join('/');
  us.fault({
    match: { kind: 'manifest', method: 'PUT', repository, reference: 'v1', times: Infinity },
    action: 'status',
    status: 400,
  });
  const first = await world.promote();
  const failed = first.items.filter(({ state }) => state === 'failed');
  const mine = failed.filter((one) => one.digest === digest).map(({ kind, reason }) => `${kind}: ${reason}`);
  expect(mine.sort()).toEqual([
    expect.stringMatching(/^copy: pushing manifest/),
    `sign: ${world.home}/app does not have the image`,
    'sign: not signed, as the image was not promoted',
  ]);
  const attached = kindsOf(await attachedIn(world.home));
  expect(attached).toEqual(everything.filter((line) => !line.startsWith('app ')));
});

it('a saved plan signs what it lists, and nothing else', async () => {
  const world = await newWorld();
  await world.promote('--skip-signing');
  const file = path.join(world.folder, 'plan.json');
  await world.plan('--output', file);
  const saved = JSON.parse(await readFile(file, 'utf8')) as {
    steps: { kind: string; digest: string }[];
  };
  const steps = saved.steps.filter(({ digest }) => digest === images.app.descriptor.digest);
  expect(steps.map(({ kind }) => kind)).toEqual(['sign', 'sign']);
  await writeFile(file, JSON.stringify({ ...saved, steps }));
  expect(await world.promote('--plan', file)).toMatchObject({ code: 0, summary: { promoted: 2, signed: 2 } });
  const expected = everything.filter((line) => line.startsWith('app '));
  expect(kindsOf(await attachedIn(world.home))).toEqual(expected);
  expect(await attachedIn(world.copy)).toEqual(await attachedIn(world.home));
});

it('a destination that is new, and first in the manifest, gets the signatures that the others have', async () => {
  const world = await newWorld();
  await world.promote();
  const before = await attachedIn(world.copy);
  const newest = `${eu.host}/newest-${worlds}/us`;
  await writeDestinations(world, [newest, world.home, world.copy]);
  const { code, summary } = await world.promote();
  expect({ code, ...summary }).toMatchObject({ code: 0, promoted: 3 + 5, signed: 5 });
  expect(await attachedIn(newest)).toEqual(before);
});

describe('what it costs to look at images that have all that they should have', () => {
  /** What a plan asks the home and the other destination, less what one asks that does not look: requests by kind. */
  async function asked(settings: (home: string) => WorldSettings): Promise<Record<string, number>[]> {
    const world = await newWorld(settings);
    expect(await world.promote()).toMatchObject({ code: 0 });
    const requestsOf = async (...more: string[]): Promise<Map<string, number>[]> => {
      const before = [us, eu].map(({ requests }) => requests.length);
      expect(await world.plan(...more)).toMatchObject({ code: 0, summary: { planned: 0, existing: 6 } });
      return [us, eu].map(({ requests }, i) => countsOf(requests.slice(before[i]).map(({ kind }) => kind)));
    };
    const [looking, plain] = [await requestsOf(), await requestsOf('--skip-signing')];
    return looking.map((counts, i) =>
      Object.fromEntries([...counts].map(([kind, amount]) => [kind, amount - (plain[i]?.get(kind) ?? 0)])),
    );
  }

  // Seven artifacts of five digests: the manifest and the blob of each, a list for each digest, four tags, and the index.
  const home = { manifest: 12, blob: 7, referrers: 5, tags: 1 };

  it('in the canonical destination', async () => {
    const keep = (canonical: string): WorldSettings => ({
      configuration: { attached: { keep: 'canonical', canonical } },
    });
    expect(await asked(keep)).toEqual([home, { manifest: 0, tags: 0 }]);
  });

  it('in every destination: the artifacts themselves are read in the home alone', async () => {
    const keep = (): WorldSettings => ({ configuration: { attached: { keep: 'all' } } });
    expect(await asked(keep)).toEqual([home, { manifest: 5, referrers: 3, tags: 0 }]);
  });
});

it('shards that fill different destinations sign what one process would, a run later at most', async () => {
  const world = await newWorld();
  const shardOf = (prefix: string, count: number): number =>
    Array.from({ length: count }, (_, index) => index).findIndex((index) =>
      isMine(`${prefix}/app`, { index, count }),
    );
  const count = [2, 3, 4, 5, 6, 7, 8].find((of) => shardOf(world.home, of) !== shardOf(world.copy, of)) ?? 1;
  expect(count).toBeGreaterThan(1);
  const both = [world.copy, world.home, world.copy].map((prefix) => `${shardOf(prefix, count)}/${count}`);
  for (const shard of both) {
    expect(await world.promote('--shard', shard)).toMatchObject({ code: 0, summary: { planned: 0 } });
  }
  const there = await attachedIn(world.home);
  expect(kindsOf(there)).toEqual(everything);
  expect(await attachedIn(world.copy)).toEqual(there);
  expect(await world.promote()).toMatchObject({ code: 0, summary: { promoted: 0 } });
});

function countsOf(kinds: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
