import { createHash } from 'node:crypto';
import path from 'node:path';
import { TemporaryFolders, writeTree } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MortalAuditor } from './mortal-auditor.js';
import { startWebhook } from './start-webhook.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

const digest = `sha256:${createHash('sha256').update('image').digest('hex')}` as const;
const host = 'registry.example';
const mediaType = 'application/vnd.oci.image.manifest.v1+json';
let tree: string;

beforeAll(async () => {
  tree = await folders.create();
  const images = { hammer: { [digest]: ['v1'] } };
  await writeTree(tree, { tools: { source: `${host}/staging`, destinations: [`${host}/prod`], images } });
});

/** A change that happens in production, with the verdict that it deserves. */
interface Change {
  readonly id: string;
  readonly action: 'push' | 'delete';
  readonly tag: string;
  readonly verdict: 'VERIFIED' | 'REJECTED';
}

/** Each rejected one is a finding of its own, which no other alert can speak for. */
const changes = Array.from({ length: 480 }, (_, i): Change => {
  const id = `event-${i}`;
  if (i % 4 === 2) return { id, action: 'push', tag: `rogue-${i}`, verdict: 'REJECTED' };
  if (i % 4 === 3) return { id, action: 'delete', tag: `gone-${i}`, verdict: 'REJECTED' };
  return { id, action: 'push', tag: 'v1', verdict: 'VERIFIED' };
});
const rejected = changes.filter(({ verdict }) => verdict === 'REJECTED').map(({ id }) => id);

function pushOf({ id, action, tag }: Change): { readonly path: string; readonly body: object } {
  const image = `${host}/prod/hammer`;
  const data = {
    action: action === 'push' ? 'INSERT' : 'DELETE',
    tag: `${image}:${tag}`,
    ...(action === 'push' && { digest: `${image}@${digest}` }),
  };
  const message = { messageId: id, data: Buffer.from(JSON.stringify(data)).toString('base64') };
  return { path: '/', body: { message } };
}

function envelopeOf(some: readonly Change[]): { readonly path: string; readonly body: object } {
  const timestamp = new Date().toISOString();
  const events = some.map(({ id, action, tag }) => {
    const target = { repository: 'prod/hammer', tag, ...(action === 'push' && { mediaType, digest }) };
    return { id, timestamp, action, target, request: { host } };
  });
  return { path: '/events/distribution', body: { events } };
}

const wanted = new Map(changes.map(({ id, verdict }) => [id, verdict]));

function inGroups(size: number): readonly (readonly Change[])[] {
  return Array.from({ length: changes.length / size }, (_, i) => changes.slice(i * size, (i + 1) * size));
}

/** Calls back at each of the given counts of its calls. */
function counter(counts: readonly number[], act: () => void): () => void {
  let count = 0;
  return () => {
    if (counts.includes(++count)) act();
  };
}

type Message = ReturnType<typeof pushOf>;

/** Sends messages over many connections, each again until it is acknowledged. */
async function deliver(
  messages: readonly (() => Message)[],
  auditor: MortalAuditor,
  onAcknowledged: () => void,
): Promise<void> {
  const queue = messages.values();
  const worker = async (): Promise<void> => {
    for (const message of queue) {
      while (!(await isAcknowledged(message(), await auditor.address()))) await new Promise(setImmediate);
      onAcknowledged();
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

async function isAcknowledged({ path: where, body }: Message, address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}${where}`, { method: 'POST', body: JSON.stringify(body) });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}

interface Deaths {
  /** Kills as that many messages have been acknowledged. */
  readonly acknowledged?: readonly number[];
  /** Kills as that many alerts have come in, before they are accepted. */
  readonly alerts?: readonly number[];
}

/** Sends everything to a service that dies meanwhile, and waits until all that must be alerted has been. */
async function survive(messages: readonly (() => Message)[], args: readonly string[], deaths: Deaths) {
  const kill = (): void => {
    auditor.kill();
  };
  await using webhook = await startWebhook(counter(deaths.alerts ?? [], kill));
  const auditor = new MortalAuditor(['--manifests', tree, '--alert-webhook', webhook.url, ...args]);
  await deliver(messages, auditor, counter(deaths.acknowledged ?? [], kill));
  const alerted = () => new Set(webhook.alerts.flatMap(({ id, ids = [id] }) => ids));
  await expect.poll(() => rejected.filter((id) => !alerted().has(id)), { timeout: 30_000 }).toEqual([]);
  const log = await auditor.end();
  return { kills: auditor.kills, alerts: [...alerted()], log };
}

function verdictsIn(log: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<unknown, unknown> {
  return new Map(log.flatMap(({ id, verdict }) => (verdict === undefined ? [] : [[id, verdict] as const])));
}

describe('a service that is killed in the middle of a burst', () => {
  it.each<[string, Deaths]>([
    ['between two answers', { acknowledged: [30, 200, 400] }],
    ['while an alert is on its way', { alerts: [1, 100, 230] }],
  ])('of Pub/Sub pushes, %s, loses nothing', async (_, deaths) => {
    const messages = changes.map((change) => () => pushOf(change));
    const { kills, alerts, log } = await survive(messages, ['--grace', '0'], deaths);
    expect(kills).toBeGreaterThanOrEqual(2);
    expect(alerts.sort()).toEqual([...rejected].sort());
    expect(verdictsIn(log)).toEqual(wanted);
  });

  // Envelopes are acknowledged while their changes wait in the journal, and nobody delivers those again.
  it.each<[string, string, Deaths]>([
    ['whose changes are judged at once', '0', { acknowledged: [40], alerts: [20, 230] }],
    ['whose changes wait in the journal', '4s', { acknowledged: [15, 50], alerts: [150] }],
  ])('of envelopes, %s, loses nothing', async (_, grace, deaths) => {
    const journal = path.join(await folders.create(), 'journal');
    const messages = inGroups(8).map((group) => () => envelopeOf(group));
    const args = ['--grace', grace, '--journal', journal];
    const { kills, alerts, log } = await survive(messages, args, deaths);
    expect(kills).toBeGreaterThanOrEqual(2);
    expect(alerts.sort()).toEqual([...rejected].sort());
    expect(verdictsIn(log)).toEqual(wanted);
  });
});
