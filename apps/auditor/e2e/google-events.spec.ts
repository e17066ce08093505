import { referrersTag } from '@cip/oci';
import {
  buildImage,
  buildMultiPlatform,
  buildSignature,
  type Image,
  startRegistry,
  TemporaryFolders,
  type TestRegistry,
  writeTree,
} from '@cip/testing';
import { afterAll, afterEach, expect, it } from 'vitest';
import { type RunningAuditor, startAuditor } from './start-auditor.js';
import { startWebhook, type Webhook } from './start-webhook.js';
import { counted } from './verdicts.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

const regions = 20;
const image = buildImage('image');
const index = buildMultiPlatform('index', { layers: 1 });
const signature = buildSignature(index.descriptor);
const signatureTag = `${referrersTag(index.descriptor.digest)}.sig`;

let staging: TestRegistry;
let registries: readonly TestRegistry[];
let webhook: Webhook;
let auditor: RunningAuditor;

/** Twenty regions, and a service that is told of all of them. */
async function start(grace: string): Promise<void> {
  registries = await Promise.all(Array.from({ length: regions }, () => startRegistry({ google: true })));
  staging = await startRegistry();
  staging.seed('staging/app', signature, [signatureTag]);
  webhook = await startWebhook();
  const tree = await folders.create();
  const app = { [image.descriptor.digest]: ['v1'], [index.descriptor.digest]: ['v2', 'v2.0'] };
  const destinations = registries.map(({ host }) => `${host}/prod`);
  await writeTree(tree, { tools: { source: `${staging.host}/staging`, destinations, images: { app } } });
  auditor = await startAuditor(['--manifests', tree, '--grace', grace, '--alert-webhook', webhook.url]);
}

afterEach(async () => {
  auditor.kill('SIGTERM');
  await auditor.finished;
  await webhook[Symbol.asyncDispose]();
  await Promise.all([staging, ...registries].map((registry) => registry.close()));
});

let sent = 0;

/** Delivers a message as Pub/Sub does; whether it was acknowledged. */
async function deliver(data: object, messageId: string): Promise<boolean> {
  const text = Buffer.from(JSON.stringify(data)).toString('base64');
  const message = { data: text, messageId, publishTime: new Date().toISOString() };
  const subscription = 'projects/prod/subscriptions/auditor';
  const answer = await fetch(auditor.address, {
    method: 'POST',
    body: JSON.stringify({ message, subscription }),
  });
  if (!answer.ok) expect(answer.status).toBe(503);
  return answer.ok;
}

/** What Artifact Registry reports of an upload (no tag), or of a tag. Undelivered messages by their id. */
async function report({ host }: TestRegistry, { descriptor }: Image, ...tags: (string | undefined)[]) {
  const waiting = new Map<string, object>();
  const digest = `${host}/prod/app@${descriptor.digest}`;
  for (const tag of tags) {
    const names = { digest, ...(tag !== undefined && { tag: `${host}/prod/app:${tag}` }) };
    const id = `m${++sent}`;
    const data = { action: 'INSERT', ...names };
    if (!(await deliver(data, id))) waiting.set(id, data);
  }
  return waiting;
}

/** A promotion into one region, in the order of the promoter: children, index, tags, and the signature. */
async function promote(registry: TestRegistry): Promise<ReadonlyMap<string, object>> {
  const waiting: (readonly [string, object])[] = [];
  for (const child of index.children) {
    registry.seed('prod/app', child, []);
    waiting.push(...(await report(registry, child, undefined)));
  }
  registry.seed('prod/app', index, ['v2', 'v2.0']);
  waiting.push(...(await report(registry, index, undefined, 'v2', 'v2.0')));
  registry.seed('prod/app', image, ['v1']);
  waiting.push(...(await report(registry, image, undefined, 'v1')));
  registry.seed('prod/app', signature, []);
  const uploaded = await report(registry, signature, undefined);
  registry.setTag('prod/app', signatureTag, signature.descriptor.digest);
  return new Map([...waiting, ...uploaded, ...(await report(registry, signature, signatureTag))]);
}

it('a promotion with its signature into twenty regions is verified, and raises no alert', async () => {
  await start('60s');
  const waiting = await Promise.all(registries.map((registry) => promote(registry)));
  for (const [id, data] of waiting.flatMap((messages) => [...messages])) {
    await expect.poll(() => deliver(data, id), { timeout: 20_000 }).toBe(true);
  }
  const children = index.children.length;
  const counts = await counted(auditor);
  const { 'LATER/unexplained': _, ...verdicts } = counts;
  expect(verdicts).toEqual({
    // Index and image without tag, and three tags.
    'VERIFIED/promised': regions * 5,
    'VERIFIED/child': regions * children,
    'VERIFIED/attached': regions * 2,
  });
  expect(webhook.alerts).toEqual([]);
  // For the signature that came before its tag.
  expect(registries.map((registry) => registry.count({ kind: 'tags' }))).toEqual(registries.map(() => 1));
});

it.each(['.sig', '.att', ''])(
  'an image pushed as %j of a promised one is rejected both times',
  async (suffix) => {
    await start('0');
    const [registry] = registries;
    if (!registry) throw new Error('there is no region');
    const rogue = buildImage('rogue');
    registry.seed('prod/app', rogue, [`${referrersTag(image.descriptor.digest)}${suffix}`]);
    const tag = `${referrersTag(image.descriptor.digest)}${suffix}`;
    const waiting = await report(registry, rogue, undefined, tag);
    for (const [id, data] of waiting) {
      await expect.poll(() => deliver({ ...data }, id), { timeout: 20_000 }).toBe(true);
    }
    const { 'LATER/unexplained': _, ...verdicts } = await counted(auditor);
    expect(verdicts).toEqual({ 'REJECTED/unknown-digest': 1, 'REJECTED/unknown-attachment': 1 });
  },
);
