import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildLayer,
  buildMultiPlatform,
  buildSchema1,
  type Image,
  startRegistry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { copy, type CopyOptions, type CopyResult } from './copy.js';
import { CopyError } from './errors.js';
import { rewritten, stage, type Stage } from './fixtures.js';

function copyImage(on: Stage, image: Image, options: CopyOptions = {}): Promise<CopyResult[]> {
  const source = on.registry.repository(`${on.staging.host}/foo/app`);
  const targets = on.production.map((server) => on.registry.repository(`${server.host}/prod/app`));
  return copy(source, image.descriptor.digest, targets, { tags: ['v1'], ...options });
}

const platforms = buildMultiPlatform('app');
const [amd64] = platforms.children;

describe('copy', () => {
  it.each([
    { what: 'an OCI image', image: buildImage('oci') },
    { what: 'a Docker schema 2 image', image: buildImage('docker', { format: 'docker' }) },
    { what: 'an OCI index with its children', image: platforms },
    { what: 'a Docker manifest list', image: buildMultiPlatform('list', { format: 'docker' }) },
    { what: 'an index of indexes', image: buildIndex([platforms, buildImage('odd')]) },
    { what: 'an empty index', image: buildIndex([]) },
    { what: 'an artifact', image: buildArtifact('chart') },
    { what: 'an image without layers', image: buildImage('scratch', { layers: 0 }) },
    { what: 'one layer twice', image: buildImage('twice', { layers: [buildLayer('x'), buildLayer('x')] }) },
    {
      what: 'an image with a foreign layer, which is left where it is',
      image: buildImage('windows', { foreignLayers: 1 }),
    },
  ])('brings $what, byte for byte', async ({ image }) => {
    await using on = await stage({ hosts: 2 });
    on.staging.seed('foo/app', image, ['staging-tag']);
    const results = await copyImage(on, image);
    expect(results.map(({ state }) => state)).toEqual(['promoted', 'promoted']);
    const expected = { ...on.staging.snapshot()['foo/app'], tags: { v1: image.descriptor.digest } };
    for (const server of on.production) {
      expect(server.snapshot()).toEqual({ 'prod/app': expected });
      expect(server.blobs('prod/app')).toEqual(on.staging.blobs('foo/app'));
    }
  });

  it('asks no host that an image names', async () => {
    await using elsewhere = await startRegistry();
    const urls = [`http://${elsewhere.host}/v2/x/blobs/y`];
    const image = rewritten(buildImage('windows', { foreignLayers: 1 }), ({ layers = [] }) => {
      for (const layer of layers) Object.assign(layer, { urls });
    });
    await using on = await stage();
    on.staging.seed('foo/app', image);
    expect(await copyImage(on, image)).toMatchObject([{ state: 'promoted' }]);
    const hosts = [on.staging, ...on.production].map(({ host }) => host);
    expect(new Set(on.registry.ledger.hosts().map(({ host }) => host))).toEqual(new Set(hosts));
    expect(elsewhere.requests).toEqual([]);
  });

  it('writes several tags, the first with the manifest itself', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', platforms);
    await copyImage(on, platforms, { tags: ['v1', 'v1.0', 'v1.0.0'] });
    const [server] = on.production;
    expect(Object.keys(server?.snapshot()['prod/app']?.tags ?? {})).toEqual(['v1', 'v1.0', 'v1.0.0']);
    expect(server?.count({ method: 'PUT', kind: 'manifest', repository: 'prod/app' })).toBe(
      3 + platforms.children.length,
    );
  });

  it('brings a digest without a tag', async () => {
    await using on = await stage();
    const image = buildImage('untagged');
    on.staging.seed('foo/app', image);
    await copyImage(on, image, { tags: [] });
    expect(on.production[0]?.digestSet()).toEqual([`prod/app@${image.descriptor.digest},-`]);
  });

  it('brings an image under its sha512 digest', async () => {
    await using on = await stage();
    const image = buildImage('long', { algorithm: 'sha512' });
    on.staging.seed('foo/app', image);
    const [result] = await copyImage(on, image, { tags: [] });
    expect(result?.error ?? result?.state).toBe('promoted');
    expect(on.production[0]?.digestSet()).toEqual([`prod/app@${image.descriptor.digest},-`]);
  });

  it('leaves children alone that are there', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', platforms);
    if (amd64) on.production[0]?.seed('prod/app', amd64);
    await copyImage(on, platforms);
    expect(on.production[0]?.count({ method: 'PUT', kind: 'manifest' })).toBe(platforms.children.length);
  });

  it('reports a schema 1 image instead of bringing half of it', async () => {
    await using on = await stage();
    const image = buildSchema1('old');
    on.staging.seed('foo/app', image);
    const [result] = await copyImage(on, image);
    expect(result).toMatchObject({ state: 'failed' });
    expect(String(result?.error)).toMatch(/schema 1/);
    expect(on.production[0]?.writes).toBe(0);
  });

  it('names side, repository and what it did when it fails', async () => {
    await using on = await stage();
    const image = buildImage('denied');
    on.staging.seed('foo/app', image);
    on.production[0]?.fault({
      action: 'status',
      status: 403,
      body: JSON.stringify({ errors: [{ code: 'DENIED', message: 'no write for you' }] }),
      match: { kind: 'upload-start', times: Infinity },
    });
    const [result] = await copyImage(on, image);
    expect(result?.error).toBeInstanceOf(CopyError);
    expect(result?.error).toMatchObject({
      side: 'destination',
      repository: `${on.production[0]?.host}/prod/app`,
    });
    expect(String(result?.error)).toMatch(/opening an upload for blob sha256:.*DENIED/);
  });

  it('does not let one destination that fails stop the others', async () => {
    await using on = await stage({ hosts: 3, client: { retryDeadline: 300 } });
    on.staging.seed('foo/app', platforms);
    on.production[1]?.fault({
      action: 'status',
      status: 500,
      match: { kind: 'manifest', method: 'PUT', times: Infinity },
    });
    const results = await copyImage(on, platforms);
    expect(results.map(({ state }) => state)).toEqual(['promoted', 'failed', 'promoted']);
  });

  it('does not move a tag that another digest took meanwhile, and writes the other tags', async () => {
    await using on = await stage();
    const [mine, theirs] = [buildImage('mine'), buildImage('theirs')];
    on.staging.seed('foo/app', mine);
    on.production[0]?.seed('prod/app', theirs, ['v1']);
    const [result] = await copyImage(on, mine, { tags: ['v1', 'v2'] });
    expect(result).toMatchObject({
      state: 'promoted',
      taken: [{ tag: 'v1', holder: theirs.descriptor.digest }],
    });
    expect(on.production[0]?.snapshot()['prod/app']?.tags).toEqual({
      v1: theirs.descriptor.digest,
      v2: mine.descriptor.digest,
    });
  });

  it('is blocked when its only tag is taken, and leaves no manifest behind', async () => {
    await using on = await stage();
    const [mine, theirs] = [buildImage('mine'), buildImage('theirs')];
    on.staging.seed('foo/app', mine);
    on.production[0]?.seed('prod/app', theirs, ['v1']);
    const [result] = await copyImage(on, mine);
    expect(result).toMatchObject({ state: 'blocked' });
    expect(on.production[0]?.manifest('prod/app', mine.descriptor.digest)).toBeUndefined();
  });

  it.each(['v1', 'v2'])(
    'finds out when a registry shows something else than was written as %s',
    async (tag) => {
      await using on = await stage();
      const [mine, theirs] = [buildImage('mine'), buildImage('theirs')];
      on.staging.seed('foo/app', mine);
      const [server] = on.production;
      server?.fault({
        action: 'respond',
        respond: () => {
          server.seed('prod/app', theirs, [tag]);
          return undefined;
        },
        match: { method: 'HEAD', kind: 'manifest', reference: tag, nth: 2 },
      });
      const [result] = await copyImage(on, mine, { tags: ['v1', 'v2'] });
      expect(result).toMatchObject({ state: 'failed', error: { code: 'NOT_VERIFIED' } });
    },
  );

  it('mounts what another repository of the host got in this run', async () => {
    await using on = await stage();
    const image = buildImage('mounted');
    on.staging.seed('foo/app', image);
    const source = on.registry.repository(`${on.staging.host}/foo/app`);
    const host = on.production[0]?.host ?? '';
    const targets = ['a', 'b'].map((name) => on.registry.repository(`${host}/prod/${name}`));
    await copy(source, image.descriptor.digest, targets, { tags: ['v1'] });
    expect(on.production[0]?.count({ kind: 'mount' })).toBe(image.blobs.size);
    expect(on.production[0]?.count({ kind: 'upload-commit' })).toBe(image.blobs.size);
    expect(on.production[0]?.blobs('prod/a')).toEqual(on.production[0]?.blobs('prod/b'));
  });

  it('continues in the session that a refused mount opened', async () => {
    await using on = await stage({ server: { mounts: false } });
    const image = buildImage('mounted');
    on.staging.seed('foo/app', image);
    const source = on.registry.repository(`${on.staging.host}/foo/app`);
    const host = on.production[0]?.host ?? '';
    const targets = ['a', 'b'].map((name) => on.registry.repository(`${host}/prod/${name}`));
    const results = await copy(source, image.descriptor.digest, targets, { tags: ['v1'] });
    expect(results.map(({ state }) => state)).toEqual(['promoted', 'promoted']);
    const uploads = on.production[0]?.count({ kind: 'upload-start' }) ?? 0;
    const mounts = on.production[0]?.count({ kind: 'mount' }) ?? 0;
    expect(uploads + mounts).toBe(2 * image.blobs.size);
    expect(on.production[0]?.openUploads).toBe(0);
  });

  it('leaves what an abort cut off as planned, and a rerun finishes it', async () => {
    await using on = await stage({ hosts: 2 });
    on.staging.seed('foo/app', platforms);
    const [held, quick] = on.production;
    if (!held || !quick) throw new Error('a stage of two hosts has not two');
    const controller = new AbortController();
    const gate = held.gate({ kind: 'upload-commit', times: Infinity });
    const copying = copyImage(on, platforms, { signal: controller.signal });
    await gate.arrived;
    await expect
      .poll(() => quick.count({ method: 'HEAD', kind: 'manifest', reference: 'v1', status: 200 }))
      .toBe(1);
    controller.abort(new Error('SIGTERM'));
    expect((await copying)[0]).toMatchObject({ state: 'planned' });
    expect(held.digestSet()).toEqual([]);
    const whole = quick.snapshot();
    gate.open();
    quick.resetCounts();
    expect(await copyImage(on, platforms)).toMatchObject([{ state: 'promoted' }, { state: 'existing' }]);
    expect(held.snapshot()).toEqual(whole);
    expect(held.blobs('prod/app')).toEqual(on.staging.blobs('foo/app'));
    expect(quick.writes).toBe(0);
  });
});

it('what is attached to an image stays behind: it is copied by a job of its own', async () => {
  await using on = await stage();
  const image = buildImage('signed');
  on.staging.seed('foo/app', image);
  on.staging.seed('foo/app', buildArtifact('sbom', { subject: image.descriptor }));
  await copyImage(on, image);
  expect(on.production[0]?.digestSet()).toEqual([`prod/app@${image.descriptor.digest},v1`]);
});

describe('a source with faults', () => {
  const largest = buildLayer('large', { size: 3 * 2 ** 20 });
  const large = buildImage('large', { layers: [largest] });

  it.each([
    { fault: 'a bit is flipped, once', script: { action: 'corrupt' as const } },
    { fault: 'the body is cut off, once', script: { action: 'truncate' as const } },
    {
      fault: 'the connection breaks in the body, once',
      script: { action: 'reset-body' as const, after: 100 },
    },
    { fault: 'it answers 503, once', script: { action: 'status' as const, status: 503 } },
  ])('is got over when $fault', async ({ script }) => {
    for (const image of [buildImage('small'), large]) {
      await using on = await stage({ hosts: 3 });
      on.staging.seed('foo/app', image);
      on.staging.fault({ ...script, match: { kind: 'blob', method: 'GET' } });
      const results = await copyImage(on, image);
      expect(results.map(({ state, error }) => error ?? state)).toEqual(['promoted', 'promoted', 'promoted']);
    }
  });

  it('is got over when a read that all destinations share is corrupt, once', async () => {
    await using on = await stage({ hosts: 3 });
    on.staging.seed('foo/app', large);
    const match = { kind: 'blob', method: 'GET', reference: largest.digest } as const;
    on.staging.fault({ action: 'corrupt', match });
    const results = await copyImage(on, large);
    expect(results.map(({ state, error }) => error ?? state)).toEqual(['promoted', 'promoted', 'promoted']);
    expect(on.staging.count(match)).toBeGreaterThan(1);
  });

  it('that always gives wrong bytes is reported, and no destination takes them', async () => {
    for (const image of [buildImage('small'), large]) {
      await using on = await stage({ hosts: 2, client: { retryDeadline: 500 } });
      on.staging.seed('foo/app', image);
      on.staging.fault({ action: 'corrupt', match: { kind: 'blob', method: 'GET', times: Infinity } });
      const results = await copyImage(on, image);
      expect(results.map(({ state }) => state)).toEqual(['failed', 'failed']);
      expect(String(results[0]?.error)).toMatch(/source .*expected sha256:/);
      for (const server of on.production) expect(server.digestSet()).toEqual([]);
    }
  });
});
