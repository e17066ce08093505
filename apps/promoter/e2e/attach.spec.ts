import { digestOf, manifestAccept, referrersTag } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import {
  buildBundle,
  buildImage,
  buildLegacy,
  type Image,
  noDockerRegistry,
  pushImage,
  signaturePayload,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  statementOf,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AttachedProject, builder, key, policy, provenance, writeProject } from './attached-project.js';
import { runCip, startCip } from './run-cip.js';

const [image, neighbour] = [buildImage('image'), buildImage('neighbour')];
const { descriptor } = image;
const spdx = 'https://spdx.dev/Document';
const sbom = buildBundle(descriptor, key.attest(statementOf(descriptor, spdx)), spdx);
const payload = signaturePayload(descriptor);
const signature = buildLegacy('sig', [{ content: payload, signature: key.sign(payload) }]);
const sigTag = `${referrersTag(descriptor.digest)}.sig`;
let sigstore: TestSigstore;
let proof: Image;
const open: AsyncDisposable[] = [];

beforeAll(async () => {
  sigstore = await startSigstore();
  const type = 'https://slsa.dev/provenance/v1';
  const bundle = await sigstore.attest(builder, statementOf(descriptor, type, provenance));
  proof = buildBundle(descriptor, bundle, type);
});
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});
afterAll(() => sigstore[Symbol.asyncDispose]());

/** One image under `v1` unless there are more. */
function projectOf(
  staging: Pick<Place, 'host'>,
  production: readonly Pick<Place, 'host'>[],
  more: Pick<AttachedProject, 'configuration'> & Partial<AttachedProject>,
): Promise<string> {
  const images = { app: { [descriptor.digest]: 'v1' } };
  const hosts = { staging: staging.host, production: production.map(({ host }) => host) };
  return writeProject({ images, ...hosts, ...more }, sigstore);
}

interface Item {
  readonly kind: string;
  readonly state: string;
  readonly digest: string;
  readonly destination: string;
  readonly reason?: string;
  readonly attached?: { readonly type: string; readonly signedBy: readonly string[] };
}

interface Outcome {
  readonly code: number;
  readonly items: readonly Item[];
  readonly summary: Readonly<Record<string, number>>;
}

async function run(folder: string, command: 'plan' | 'promote', ...flags: string[]): Promise<Outcome> {
  const args = [command, '.', '--format', 'json', ...(command === 'promote' ? ['--confirm'] : []), ...flags];
  const { code, stdout, stderr } = await runCip(args, { cwd: folder });
  expect(stderr).not.toMatch(/error/i);
  return { code, ...(JSON.parse(stdout) as Omit<Outcome, 'code'>) };
}

/** A registry of either kind, as the tests write to it and read it. */
interface Place {
  readonly host: string;
  push(image: Image, tag?: string): Promise<void>;
  has(repository: string, reference: string): Promise<boolean>;
  referrers(repository: string): Promise<string[]>;
}

async function inProcess(): Promise<Place> {
  const registry = await startRegistry();
  open.push(registry);
  return placeOf(registry.host, (one, tag) => {
    registry.seed('foo/app', one, tag === undefined ? [] : [tag]);
    return Promise.resolve();
  });
}

async function dockerRegistry(): Promise<Place> {
  const registry = await startDockerRegistry();
  open.push(registry);
  return placeOf(registry.host, async (one, tag) => {
    await pushImage(registry.host, 'foo/app', one, tag === undefined ? [] : [tag]);
    const client = createRegistry({ rights: 'write-once' });
    // Enters it into the list of referrers, as cosign does.
    await client.repository(`${registry.host}/foo/app`).pushManifest(one);
    await client.close();
  });
}

function placeOf(host: string, push: Place['push']): Place {
  const client = createRegistry();
  open.push({ [Symbol.asyncDispose]: () => client.close() });
  return {
    host,
    push,
    has: async (repository, reference) => {
      const url = `http://${host}/v2/${repository}/manifests/${reference}`;
      return (await fetch(url, { method: 'HEAD', headers: { accept: manifestAccept } })).status === 200;
    },
    referrers: async (repository) => {
      const found = await client.repository(`${host}/${repository}`).referrers(descriptor.digest);
      return found.map(({ digest }) => digest).sort();
    },
  };
}

const sorted = (...images: Image[]): string[] => images.map((one) => digestOf(one.bytes)).sort();

describe.each([
  ['on registries with the referrers API', inProcess, undefined],
  ['on docker-registry, which has none', dockerRegistry, noDockerRegistry],
] as const)('%s', (_, start, whyNot) => {
  async function places(ctx: {
    skip: (note?: string) => void;
  }): Promise<{ staging: Place; production: Place[] }> {
    const missing = await whyNot?.();
    if (missing !== undefined) ctx.skip(missing);
    const [staging, ...production] = await Promise.all([start(), start(), start(), start()]);
    return { staging, production };
  }

  it(
    'what is attached a month after the promotion arrives everywhere with the next run, and is written once',
    { timeout: 120_000 },
    async (ctx) => {
      const { staging, production } = await places(ctx);
      const images = { app: { [descriptor.digest]: 'v1', [neighbour.descriptor.digest]: 'v2' } };
      const configuration = 'attached: {keep: all}';
      const folder = await projectOf(staging, production, { configuration, policy, images });
      await staging.push(image, 'v1');
      await staging.push(neighbour, 'v2');
      await staging.push(proof);

      const first = await run(folder, 'promote');
      expect(first.code).toBe(1);
      expect(first.items.filter(({ state }) => state === 'blocked')).toMatchObject(
        production.map(() => ({ kind: 'provenance', digest: neighbour.descriptor.digest })),
      );
      for (const place of production) {
        expect(await place.has('prod/app', 'v1')).toBe(true);
        expect(await place.has('prod/app', 'v2')).toBe(false);
        expect(await place.referrers('prod/app')).toEqual(sorted(proof));
      }

      await staging.push(sbom);
      await staging.push(signature, sigTag);
      const plan = await run(folder, 'plan');
      expect(plan.summary).toMatchObject({ planned: 6, attached: 6 });
      expect(await production[0]?.referrers('prod/app')).toEqual(sorted(proof));

      const second = await run(folder, 'promote');
      expect(second.summary).toMatchObject({ promoted: 6, attached: 6, failed: 0 });
      expect(second.items.filter(({ kind }) => kind === 'attach')).toContainEqual(
        expect.objectContaining({
          state: 'promoted',
          digest: sbom.descriptor.digest,
          attached: {
            image: descriptor.digest,
            on: descriptor.digest,
            type: spdx,
            signedBy: ['the key cosign.pub'],
          },
        }),
      );
      for (const place of production) {
        expect(await place.referrers('prod/app')).toEqual(sorted(proof, sbom));
        expect(await place.has('prod/app', sigTag)).toBe(true);
      }
      expect((await run(folder, 'promote')).summary).toMatchObject({ promoted: 0, planned: 0, attached: 0 });
    },
  );

  it(
    'what is kept in one place alone arrives there, whenever it was attached',
    { timeout: 120_000 },
    async (ctx) => {
      const { staging, production } = await places(ctx);
      const canonical = `${production[1]?.host ?? ''}/prod`;
      const configuration = `attached: {keep: canonical, canonical: "${canonical}"}`;
      const folder = await projectOf(staging, production, { configuration });
      await staging.push(image, 'v1');
      expect((await run(folder, 'promote')).summary).toMatchObject({ promoted: 3, attached: 0 });
      await staging.push(sbom);
      await staging.push(signature, sigTag);
      expect((await run(folder, 'promote')).summary).toMatchObject({ promoted: 2, attached: 2 });
      const there = await Promise.all(production.map((place) => place.has('prod/app', sigTag)));
      expect(there).toEqual([false, true, false]);
      const lists = await Promise.all(production.map((place) => place.referrers('prod/app')));
      expect(lists).toEqual([[], sorted(sbom), []]);
    },
  );

  it(
    'a saved plan attaches what it lists, and nothing that came later',
    { timeout: 120_000 },
    async (ctx) => {
      const { staging, production } = await places(ctx);
      const configuration = 'attached: {keep: all}';
      const folder = await projectOf(staging, production.slice(0, 1), { configuration });
      await staging.push(image, 'v1');
      await run(folder, 'promote');
      await staging.push(sbom);
      expect((await run(folder, 'plan', '--output', 'plan.json')).summary).toMatchObject({ attached: 1 });
      await staging.push(signature, sigTag);
      expect((await run(folder, 'promote', '--plan', 'plan.json')).summary).toMatchObject({
        promoted: 1,
        attached: 1,
      });
      expect(await production[0]?.referrers('prod/app')).toEqual(sorted(sbom));
      expect(await production[0]?.has('prod/app', sigTag)).toBe(false);
    },
  );
});

describe('what it costs', () => {
  const many = Array.from({ length: 12 }, (_, i) => buildImage(`image ${i}`));
  const images = Object.fromEntries(many.map((one, i) => [`app-${i}`, { [one.descriptor.digest]: 'v1' }]));

  /** Everything in place; what a run asks of the staging registry. */
  async function asked(
    configuration: string,
    seed: (staging: TestRegistry) => void,
    ...flags: string[]
  ): Promise<Record<string, number>> {
    const [staging, production] = await Promise.all([startRegistry(), startRegistry()]);
    open.push(staging, production);
    seed(staging);
    for (const [i, one] of many.entries()) {
      staging.seed(`foo/app-${i}`, one, ['v1']);
      production.seed(`prod/app-${i}`, one, ['v1']);
    }
    const folder = await projectOf(staging, [production], { configuration, images });
    const { code, summary } = await run(folder, 'promote', ...flags);
    expect({ code, summary }).toMatchObject({ code: 0, summary: { promoted: 0, existing: 12 } });
    const counts: Record<string, number> = { production: production.requests.length };
    for (const { kind } of staging.requests) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  const nothing = (): void => undefined;
  const withoutApi = (staging: TestRegistry): void => {
    const match = { kind: 'referrers', times: Infinity } as const;
    staging.fault({ action: 'status', status: 404, body: '404 page not found', match });
  };

  it('nothing where nothing is kept, nothing in production where nothing is attached', async () => {
    const { production, ...off } = await asked('', nothing);
    expect(off).toEqual({});
    expect(await asked('attached: {keep: all}', nothing)).toEqual({ production, tags: 12, referrers: 12 });
    expect(await asked('attached: {keep: all}', withoutApi)).toMatchObject({ production, tags: 12 });
  });

  it('a share of it, where the look may take its time', async () => {
    const { tags = 0 } = await asked('attached: {keep: all}', nothing, '--attached-within', '480h');
    expect(tags).toBeLessThan(12);
  });
});

it(
  'a run that is killed at any request, then run again, attaches each artifact once',
  { timeout: 300_000 },
  async () => {
    let requests = Infinity;
    let next = 1;
    const attempt = async (nth: number): Promise<number> => {
      await using staging = await startRegistry({ referrers: false });
      await using production = await startRegistry({ referrers: false });
      const client = createRegistry({ rights: 'write-once' });
      for (const one of [image, sbom]) {
        staging.seed('foo/app', one, one === image ? ['v1'] : []);
        await client.repository(`${staging.host}/foo/app`).pushManifest(one);
      }
      staging.seed('foo/app', signature, [sigTag]);
      production.seed('prod/app', image, ['v1']);
      await client.close();
      const configuration = 'attached: {keep: all}';
      const folder = await projectOf(staging, [production], { configuration });
      const running = startCip(['promote', '.', '--confirm'], { cwd: folder });
      let seen = 0;
      for (const registry of [staging, production]) {
        registry.onRequest(() => {
          if ((seen += 1) === nth) running.kill('SIGKILL');
        });
      }
      await running.finished;
      await Promise.all([staging.idle(), production.idle()]);
      const before = seen;
      const { code, summary } = await run(folder, 'promote');
      expect({ nth, code, failed: summary['failed'] }).toEqual({ nth, code: 0, failed: 0 });
      const manifests = Object.keys(production.snapshot()['prod/app']?.manifests ?? {});
      const list = production.manifest('prod/app', referrersTag(descriptor.digest));
      const listed = (
        JSON.parse(new TextDecoder().decode(list?.bytes)) as { manifests: { digest: string }[] }
      ).manifests;
      expect({ nth, listed: listed.map(({ digest }) => digest) }).toEqual({ nth, listed: sorted(sbom) });
      expect({ nth, signature: production.snapshot()['prod/app']?.tags[sigTag] }).toEqual({
        nth,
        signature: signature.descriptor.digest,
      });
      expect(manifests.filter((digest) => sorted(sbom, signature, image).includes(digest))).toHaveLength(3);
      return before;
    };
    requests = await attempt(Infinity);
    expect(requests).toBeGreaterThan(15);
    const worker = async (): Promise<void> => {
      for (let nth = next++; nth <= requests; nth = next++) await attempt(nth);
    };
    await Promise.all(Array.from({ length: 3 }, worker));
  },
);
