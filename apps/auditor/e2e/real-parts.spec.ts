import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import {
  buildImage,
  buildMultiPlatform,
  type Image,
  type Images,
  noDockerRegistry,
  noSkopeo,
  pushImage,
  skopeo,
  startCommand,
} from '@cip/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Production, startProduction } from './production.js';
import { linesOf, shown } from './verdicts.js';

const cip = fileURLToPath(new URL('../../../dist/apps/promoter/main.js', import.meta.url));

const index = buildMultiPlatform('index');
const promotedIndex = buildMultiPlatform('promoted index');
const images = {
  app: buildImage('app'),
  rogue: buildImage('rogue'),
  doomed: buildImage('doomed'),
  late: buildImage('late'),
  index,
  ...childrenOf('index', index),
  promoted: buildImage('promoted'),
  promotedIndex,
  ...childrenOf('promotedIndex', promotedIndex),
};

function childrenOf(name: string, { children }: Image): Record<string, Image> {
  return Object.fromEntries(children.map((child, i) => [`${name}/${i}`, child]));
}

const promised: Images = {
  app: { [images.app.descriptor.digest]: ['v1'] },
  rogue: { [images.app.descriptor.digest]: ['v1'] },
  spoofed: { [images.app.descriptor.digest]: ['v1'] },
  doomed: { [images.doomed.descriptor.digest]: ['v1'] },
  platforms: { [images.index.descriptor.digest]: ['v2'] },
};

/** Puts a manifest, and says that it speaks to another host. */
async function putManifest(
  address: string,
  path: string,
  { descriptor, bytes }: Image,
  host: string,
): Promise<void> {
  const headers = { host, 'content-type': descriptor.mediaType, 'content-length': bytes.byteLength };
  const sent = request(`http://${address}/v2/${path}`, { method: 'PUT', headers }).end(bytes);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  expect(answer.statusCode).toBe(201);
}

describe('a docker-registry that tells the service of its changes', () => {
  let missing: string | undefined;
  let started: Production | undefined;
  let production: Production;

  beforeAll(async () => {
    missing = (await noDockerRegistry()) ?? (await noSkopeo());
    if (missing === undefined) started = production = await startProduction(promised, '2s');
  });
  beforeEach(({ skip }) => {
    if (missing !== undefined) skip(missing);
  });
  afterAll(() => started?.[Symbol.asyncDispose]());

  /** Pushes an image to staging, and copies it to production as somebody who has the right to write there. */
  async function copy(name: string, image: Image, tag: string): Promise<void> {
    const { staging, registry } = production;
    await pushImage(staging.host, `staging/${name}`, image, [tag]);
    const options = ['--all', '--preserve-digests', '--src-tls-verify=false', '--dest-tls-verify=false'];
    const from = `docker://${staging.host}/staging/${name}:${tag}`;
    await skopeo('copy', ...options, from, `docker://${registry.host}/prod/${name}:${tag}`);
  }

  /** All that the service says of a repository, when it has come to say so much. */
  async function verdictsOf(name: string, count: number): Promise<readonly string[]> {
    const repository = `${production.registry.host}/prod/${name}`;
    const find = async () =>
      (await shown(production.auditor, repository)).filter((one) => one.repository === repository);
    // A rejection takes two readings of the manifests, one before and one after the grace, of up to 45 seconds each.
    await expect.poll(async () => (await find()).length, { timeout: 100_000 }).toBeGreaterThanOrEqual(count);
    return linesOf(await find(), images);
  }

  it('a promised image is verified', async () => {
    await copy('app', images.app, 'v1');
    expect(await verdictsOf('app', 1)).toEqual(['VERIFIED promised v1 app']);
    expect(production.reporting.attempts).toBe(0);
  });

  it('a rogue tag is rejected, with one report that says where it stands and what it is', async () => {
    const before = production.reporting.reports.length;
    await copy('rogue', images.rogue, 'latest');
    expect(await verdictsOf('rogue', 1)).toEqual(['REJECTED unknown-digest latest rogue']);
    const reports = (await production.reporting.untilReports(before + 1)).slice(before);
    expect(reports).toHaveLength(1);
    const reference = `${production.registry.host}/prod/rogue:latest@${images.rogue.descriptor.digest}`;
    expect(reports[0]?.context.httpRequest.url).toBe(reference);
    expect(reports[0]?.message).toMatch(/^RejectedChangeError: REJECTED unknown-digest: insert of /);
    expect(reports[0]?.message).toContain(`\nchange: ${reference}\n`);
    expect(reports[0]?.message).toContain(
      `manifests: ${await production.manifests.git('rev-parse', 'HEAD')}\n`,
    );
    expect(reports[0]?.message).toMatch(/\ncontents: \{"id":".*\n {4}at .*\n {4}at /);
  });

  it('a tag that is pushed under a host name made up for it is rejected', async () => {
    await copy('spoofed', images.app, 'v1');
    await putManifest(
      production.registry.host,
      'prod/spoofed/manifests/hidden',
      images.app,
      'elsewhere.example',
    );
    expect(await verdictsOf('spoofed', 2)).toEqual([
      'REJECTED unknown-tag hidden app',
      'VERIFIED promised v1 app',
    ]);
  });

  it('the deletion of a promised manifest is rejected', async () => {
    await copy('doomed', images.doomed, 'v1');
    expect(await verdictsOf('doomed', 1)).toEqual(['VERIFIED promised v1 doomed']);
    await skopeo('delete', '--tls-verify=false', `docker://${production.registry.host}/prod/doomed:v1`);
    // The registry tells of the manifest and of the tag that it takes along.
    expect(await verdictsOf('doomed', 3)).toEqual([
      'REJECTED deleted - doomed',
      'REJECTED deleted v1 -',
      'VERIFIED promised v1 doomed',
    ]);
  });

  it('an index is verified, and its children, which come before it', async () => {
    await copy('platforms', images.index, 'v2');
    expect(await verdictsOf('platforms', 3)).toEqual([
      'VERIFIED child - index/0',
      'VERIFIED child - index/1',
      'VERIFIED promised v2 index',
    ]);
  });

  it('a commit that came after the manifests were read counts', async () => {
    const late: Images = { ...promised, late: { [images.late.descriptor.digest]: ['v3'] } };
    const revision = await production.promise(late);
    await copy('late', images.late, 'v3');
    expect(await verdictsOf('late', 1)).toEqual(['VERIFIED promised v3 late']);
    const [transaction] = await shown(production.auditor, 'prod/late');
    expect(transaction?.revision).toBe(revision);
  });

  it('a promotion raises no alert', async () => {
    const attempts = production.reporting.attempts;
    const { staging } = production;
    await pushImage(staging.host, 'staging/promoted', images.promoted, ['any']);
    await pushImage(staging.host, 'staging/promoted', images.promotedIndex, ['any']);
    await production.promise({
      promoted: {
        [images.promoted.descriptor.digest]: ['v4', 'v4.0'],
        [images.promotedIndex.descriptor.digest]: ['v5'],
      },
    });
    const only = ['--thin-manifest-dir', production.manifests.folder, '--confirm', '--format', 'json'];
    const { code, stdout } = await startCommand(cip, ['promote', ...only], { timeout: 60_000 }).finished;
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { summary: { promoted: 2 } }]);
    expect(await verdictsOf('promoted', 5)).toEqual([
      'VERIFIED child - promotedIndex/0',
      'VERIFIED child - promotedIndex/1',
      'VERIFIED promised v4 promoted',
      'VERIFIED promised v4.0 promoted',
      'VERIFIED promised v5 promotedIndex',
    ]);
    expect(production.reporting.attempts).toBe(attempts);
  });
});
