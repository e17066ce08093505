import path from 'node:path';
import { readThinTree } from '@cip/source';
import { lint } from '@cip/policy';
import { archivedTree, type Fleet, noArchivedTree, noFleet, startFleet } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CipResult, runCip, temporaryFolder } from './run-cip.js';

interface Report {
  readonly summary: Readonly<Record<string, unknown>>;
  readonly items: readonly {
    readonly kind: string;
    readonly repository: string;
    readonly digest: string;
    readonly tag?: string;
    readonly registry: string;
    readonly reason?: string;
  }[];
}

/** What a digest set would need: `repository@digest` for each digest, `repository:tag` for each tag. */
function things(lines: readonly string[], prefix: string): Set<string> {
  const all = new Set<string>();
  for (const line of lines) {
    const [, repository = '', digest = '', tag = ''] = /^(.*)@(.*),(.*)$/.exec(line) ?? [];
    if (!repository.startsWith(`${prefix}/`)) continue;
    const name = repository.slice(prefix.length + 1);
    all.add(`${name}@${digest}`);
    if (tag !== '-') all.add(`${name}:${tag}@${digest}`);
  }
  return all;
}

/** The prefixes that have repositories below them, and are none. */
function prefixesAbove(held: ReadonlySet<string>): Set<string> {
  const names = new Set([...held].map((thing) => thing.split(/[:@]/, 1)[0] ?? ''));
  const prefixes = new Set<string>(['']);
  for (const name of names) {
    for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) prefixes.add(name.slice(0, at));
  }
  return new Set([...prefixes].filter((prefix) => !names.has(prefix)));
}

/** How many tags, and digests without one, are wanted of repositories that hold nothing. */
function doubted(wanted: ReadonlySet<string>, there: ReadonlySet<string>): number {
  const nameOf = (thing: string): string => thing.split(/[:@]/, 1)[0] ?? '';
  const holding = new Set([...there].map(nameOf));
  const open = [...wanted].filter((thing) => !holding.has(nameOf(thing)));
  const tags = open.filter((thing) => /:[^@]*@/.test(thing));
  const tagged = new Set(tags.map((thing) => `${nameOf(thing)}${thing.slice(thing.indexOf('@'))}`));
  return tags.length + open.filter((thing) => !tags.includes(thing) && !tagged.has(thing)).length;
}

function thingOf({ repository, digest, tag }: Report['items'][number]): string {
  return tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}@${digest}`;
}

describe('2,000 digests of the archived images in an old registry, 90 % of them in three new ones', () => {
  let fleet: Fleet | undefined;
  let old = '';
  let news: string[] = [];
  let folder = '';
  let why = noArchivedTree;

  beforeAll(async () => {
    const shape = archivedTree();
    if (shape === undefined) return;
    why = noFleet;
    const workload = { shape, images: 2000, promoted: 0.9, seed: 5, production: 3 };
    fleet = await startFleet({ workload, flags: { latency: '2ms' } });
    if (!fleet) return;
    const [staging = '', ...production] = fleet.hosts;
    old = `${staging}/google-containers`;
    news = production.map((host) => `${host}/k8s-artifacts-prod`);
    folder = path.join(await temporaryFolder(), 'back-fill');
  }, 120_000);
  afterAll(async () => fleet?.close());

  function compare(regions: readonly string[], ...more: string[]): Promise<CipResult> {
    const quick = ['--rps-per-host', '0', '--format', 'json'];
    return runCip(['compare', old, regions.join(','), ...quick, ...more], { timeout: 200_000 });
  }

  async function held(prefix: string): Promise<Set<string>> {
    const [host = '', name = ''] = prefix.split('/');
    return things((await fleet?.digestSet(host)) ?? [], name);
  }

  it('compare finds exactly what is missing, with one listing for each repository', async ({ skip }) => {
    if (!fleet) return skip(why);
    const wanted = await held(old);
    await fleet.resetStats();
    const { code, stdout } = await compare(news, '--write-manifest', folder);
    expect(code).toBe(1);
    const { summary, items } = JSON.parse(stdout) as Report;
    for (const prefix of news) {
      const there = await held(prefix);
      const missing = [...wanted].filter((thing) => !there.has(thing)).sort();
      expect(missing.length).toBeGreaterThan(200);
      const found = items.filter(({ registry }) => registry === prefix).map(thingOf);
      expect(found.sort()).toEqual(missing);
    }
    const { hosts } = await fleet.stats();
    const repositories = Number(summary['repositories']);
    for (const prefix of news) {
      const { requests, kinds } = hosts[prefix.split('/')[0] ?? '']!;
      expect(kinds['list']).toBe(repositories);
      // That nothing is there is not believed before it has been asked for.
      expect(requests).toBe(repositories + doubted(wanted, await held(prefix)));
    }
    const { kinds, methods } = hosts[old.split('/')[0] ?? '']!;
    expect(kinds['list']).toBe(repositories + prefixesAbove(wanted).size);
    // And, for the manifests, the indexes that are missing.
    expect(kinds['list']! + kinds['manifestGet']!).toBe(methods['GET']);
  });

  it(
    'what it writes is in order, and promoted it mends exactly that',
    { timeout: 240_000 },
    async ({ skip }) => {
      if (!fleet) return skip(why);
      const tree = await readThinTree({ directory: folder }, {});
      expect(tree.problems).toEqual([]);
      expect(lint(tree).filter(({ severity }) => severity === 'error')).toEqual([]);
      const missing = tree.manifests.flatMap(({ images }) => images.flatMap(({ digests }) => digests));
      const promoted = await runCip(
        ['promote', '--thin-manifest-dir', folder, '--confirm', '--rps-per-host', '0', '--format', 'json'],
        { timeout: 200_000 },
      );
      expect(promoted.code).toBe(0);
      const { summary } = JSON.parse(promoted.stdout) as Report;
      expect(summary).toMatchObject({ promoted: missing.length * 3, existing: 0, blocked: 0, failed: 0 });
      const wanted = await held(old);
      for (const prefix of news) expect(await held(prefix)).toEqual(wanted);
    },
  );

  it('compare then says yes', async ({ skip }) => {
    if (!fleet) return skip(why);
    const { code, stdout } = await compare(news);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Report).summary).toMatchObject({ complete: true, 'missing-digest': 0 });
  });

  it('a snapshot of a region is what the manifests that filled it promise', async ({ skip }) => {
    if (!fleet) return skip(why);
    const manifests = ['--thin-manifest-dir', fleet.workload?.folder ?? ''];
    for (const prefix of news) {
      await fleet.resetStats();
      const there = await runCip(['snapshot', prefix, '--minimal', '--rps-per-host', '0']);
      const { kinds } = (await fleet.stats()).total;
      const promised = await runCip(['snapshot', prefix, '--from-manifests', ...manifests]);
      expect([there.code, promised.code]).toEqual([0, 0]);
      expect(there.stdout === promised.stdout).toBe(true);
      const names = [...there.stdout.matchAll(/^- name: (.*)$/gm)].map(([, name = '']) => name);
      expect(names.length).toBeGreaterThan(200);
      expect(kinds['list']).toBe(names.length + prefixesAbove(new Set(names)).size);
    }
  });

  it('and no once a blob is gone behind its back', { timeout: 240_000 }, async ({ skip }) => {
    if (!fleet) return skip(why);
    const [prefix = ''] = news;
    const { repository, blob } = await someBlob(prefix, await held(prefix));
    const gone = await fetch(`http://${repository.replace('/', '/v2/')}/blobs/${blob}`, { method: 'DELETE' });
    expect(gone.status).toBe(202);
    expect((await compare([prefix])).code).toBe(0);
    const { code, stdout } = await compare([prefix], '--level', 'blobs');
    expect(code).toBe(1);
    const { items } = JSON.parse(stdout) as Report;
    expect(items.every(({ kind, registry }) => kind === 'incomplete' && registry === prefix)).toBe(true);
    expect(items.every(({ reason }) => reason === `the blob ${blob} is not there`)).toBe(true);
    expect(items.length).toBeGreaterThan(0);
  });
});

/** The last layer of some image. */
async function someBlob(
  prefix: string,
  held: ReadonlySet<string>,
): Promise<{ repository: string; blob: string }> {
  for (const thing of [...held].sort()) {
    const [name = '', digest = ''] = thing.split('@');
    if (name.includes(':')) continue;
    const repository = `${prefix}/${name}`;
    const answer = await fetch(`http://${repository.replace('/', '/v2/')}/manifests/${digest}`);
    const { layers } = (await answer.json()) as { layers?: { digest: string }[] };
    const blob = layers?.at(-1)?.digest;
    if (blob !== undefined) return { repository, blob };
  }
  throw new Error('no image has a layer');
}
