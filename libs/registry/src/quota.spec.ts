import { buildImage, startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { FakeClock, settled } from './fixtures/fake-clock.js';
import type { HostQuota } from './host-quota.js';
import { createRegistry, type ReadOnlyRegistry, SharedQuotas } from './index.js';
import { Quota, type QuotaSettings } from './quota.js';

const project = 'k8s-artifacts-prod';
const sharedQuota = JSON.stringify({
  errors: [
    {
      code: 'TOOMANYREQUESTS',
      message:
        "Quota exceeded for quota metric 'Requests per project per user' and limit 'Requests per project per user per minute per user' of service 'artifactregistry.googleapis.com' for consumer 'project_number:388270116193'.",
    },
  ],
});

function quotaWith(settings: Partial<QuotaSettings>): { clock: FakeClock; quota: Quota } {
  const clock = new FakeClock();
  return { clock, quota: new Quota({ concurrency: 24, retryDeadline: 120_000, ...settings }, clock) };
}

/** How many of 2,000 requests may be sent in the first second. */
async function inTheFirstSecond(host: HostQuota, clock: FakeClock): Promise<number> {
  let sent = 0;
  for (let i = 0; i < 2000; i++) void host.admit('slotless', { retry: false }).then(() => sent++);
  await settled();
  await clock.pass(1000);
  return sent;
}

describe('requests a second', () => {
  it.each([
    ['gcr.io', 160, {}],
    ['eu.gcr.io', 160, {}],
    ['us-west2-docker.pkg.dev', 160, {}],
    ['ghcr.io', 2000, {}],
    ['127.0.0.1:5000', 2000, {}],
    ['127.0.0.1:5000', 160, { googleHosts: ['127.0.0.1'] }],
    ['127.0.0.1:5000', 160, { googleHosts: ['127.0.0.1:5000'] }],
    ['127.0.0.1:5000', 2000, { googleHosts: ['127.0.0.1:5001'] }],
    ['gcr.io', 20, { requestsPerSecond: 10 }],
    ['ghcr.io', 20, { requestsPerSecond: 10 }],
    ['gcr.io', 2000, { requestsPerSecond: 0 }],
    ['gcr.io', 81, { burst: 1 }],
    ['gcr.io', 20, { shards: 8 }],
    ['127.0.0.1:5000', 20, { shards: 8, googleHosts: ['127.0.0.1'] }],
    ['ghcr.io', 2000, { shards: 8 }],
    ['gcr.io', 160, { shards: 8, requestsPerSecond: 80 }],
    ['gcr.io', 20, { hosts: new Map([['gcr.io', { requestsPerSecond: 10 }]]) }],
    ['gcr.io', 2000, { requestsPerSecond: 5, hosts: new Map([['gcr.io', { requestsPerSecond: 0 }]]) }],
    ['eu.gcr.io', 160, { hosts: new Map([['gcr.io', { requestsPerSecond: 10 }]]) }],
    ['gcr.io', 160, { hosts: new Map([['gcr.io', { concurrency: 2 }]]) }],
  ] as [string, number, Partial<QuotaSettings>][])(
    '%s: %i in the first, given %j',
    async (host, expected, settings) => {
      const { clock, quota } = quotaWith(settings);
      const sent = await inTheFirstSecond(quota.of(host), clock);
      expect(Math.abs(sent - expected)).toBeLessThanOrEqual(1);
    },
  );

  it.each([
    ['gcr.io', 24, {}],
    ['ghcr.io', 8, {}],
    ['ghcr.io', 24, { requestsPerSecond: 50 }],
    ['ghcr.io', 4, { concurrency: 4 }],
    ['ghcr.io', 2, { concurrency: 4, hosts: new Map([['ghcr.io', { concurrency: 2 }]]) }],
    ['quay.io', 4, { concurrency: 4, hosts: new Map([['ghcr.io', { concurrency: 2 }]]) }],
  ] as [string, number, Partial<QuotaSettings>][])(
    '%s: %i at a time to begin with, given %j',
    (host, expected, settings) => {
      expect(quotaWith(settings).quota.of(host).concurrency).toBe(expected);
    },
  );

  it('are told of when requests waited for them, with the time of the run', async () => {
    const { clock, quota } = quotaWith({});
    void quota.of('quick.example');
    await inTheFirstSecond(quota.of('gcr.io'), clock);
    await clock.pass(29_000);
    expect(quota.waits()).toEqual({
      elapsedMs: 30_000,
      waits: [{ limit: 'rps-per-host', of: 'gcr.io', perSecond: 80, ms: 24_000 }],
    });
  });
});

describe('a host without a rate', () => {
  it('gets more requests while it answers as quickly as ever, and fewer when it does not', () => {
    const host = quotaWith({}).quota.of('ghcr.io');
    for (let i = 0; i < 400; i++) host.answered({ kind: 'manifest-head', ms: 30 });
    expect(host.concurrency).toBe(24);
    for (let i = 0; i < 40; i++) host.answered({ kind: 'manifest-head', ms: 400 });
    expect(host.concurrency).toBeLessThan(24);
  });

  it('gets half as many when it refuses, once for all that was in flight', () => {
    const host = quotaWith({}).quota.of('ghcr.io');
    for (let i = 0; i < 400; i++) host.answered({ kind: 'manifest-head', ms: 30 });
    for (let i = 0; i < 20; i++) host.hold(1000, 'status 429');
    expect(host.concurrency).toBe(12);
  });
});

describe('a group', () => {
  const url = (host: string, of = project): URL => new URL(`https://${host}/v2/${of}/images/pause/tags/list`);

  it("is all of Google's hosts, by project", () => {
    const { quota } = quotaWith({ groups: { [project]: 80 } });
    const group = quota.groupOf(url('us-docker.pkg.dev'), 'tags');
    expect(group?.rate).toBe(80);
    expect(quota.groupOf(url('europe-west1-docker.pkg.dev'), 'manifest-put')).toBe(group);
    expect(quota.groupOf(url('us-docker.pkg.dev', 'other'), 'tags')?.rate).toBe(160);
    expect(quota.groupOf(url('ghcr.io'), 'tags')).toBeUndefined();
  });

  it('begins at a part of the rate in each of several processes', () => {
    const { quota } = quotaWith({ shards: 8 });
    expect(quota.groupOf(url('us-docker.pkg.dev', project), 'tags')?.rate).toBe(20);
  });

  it('is what is configured for a host, whatever the path', () => {
    const hosts = new Map(['ghcr.io', 'quay.io', 'gcr.io'].map((host) => [host, { group: 'mirrors' }]));
    const { quota } = quotaWith({ groups: { mirrors: 20 }, hosts });
    const group = quota.groupOf(url('ghcr.io'), 'tags');
    expect(group?.rate).toBe(20);
    expect(quota.groupOf(url('quay.io', 'other'), 'manifest-put')).toBe(group);
    expect(quota.groupOf(url('gcr.io'), 'tags')).toBe(group);
    expect(quota.groupOf(url('eu.gcr.io'), 'tags')).not.toBe(group);
    expect(quota.groupOf(url('docker.io'), 'tags')).toBeUndefined();
  });

  it('may have the name of what every object has', () => {
    const { quota } = quotaWith({ groups: { a: 1 } });
    expect(quota.groupOf(url('gcr.io', 'constructor'), 'tags')?.rate).toBe(160);
  });

  it('shares its rate between its hosts', async () => {
    const { clock, quota } = quotaWith({ requestsPerSecond: 0, groups: { [project]: 10 } });
    let sent = 0;
    for (const host of ['us-docker.pkg.dev', 'eu.gcr.io']) {
      const group = quota.groupOf(url(host), 'tags');
      for (let i = 0; i < 100; i++)
        void quota
          .of(host)
          .admit('slotless', { retry: false, group })
          .then(() => sent++);
    }
    await settled();
    await clock.pass(5000);
    expect(sent).toBe(60);
    expect(quota.waits().waits).toMatchObject([{ limit: 'rps-per-group', of: project, perSecond: 10 }]);
  });

  it('slows down together when the refusal of one host names the shared quota', async () => {
    await using refusing = await startRegistry();
    await using other = await startRegistry();
    const image = buildImage('group');
    for (const server of [refusing, other]) server.seed(`${project}/images/app`, image, ['v1']);
    const client = createRegistry({ googleHosts: ['127.0.0.1'], quotas: new SharedQuotas() });
    const headers = { 'retry-after': '1' };
    refusing.fault({ action: 'status', status: 429, headers, body: sharedQuota, match: { method: 'GET' } });
    const list = (host: string) => client.repository(`${host}/${project}/images/app`).list();
    const first = list(refusing.host);
    await expect.poll(() => client.ledger.waitTimes().waits.length).toBeGreaterThan(0);
    const second = list(other.host);
    // Another project is not concerned.
    await client.repository(`${other.host}/another/app`).list();
    expect(other.requests.map(({ repository }) => repository)).toEqual(['another/app']);
    await Promise.all([first, second]);
    const { waits } = client.ledger.waitTimes();
    expect(waits).toContainEqual(expect.objectContaining({ limit: 'rps-per-group', of: project }));
    await client.close();
  });
});

describe('two clients of one process', () => {
  const open = (quotas?: SharedQuotas): ReadOnlyRegistry =>
    createRegistry({ requestsPerSecond: 0, retryDeadline: 60_000, ...(quotas && { quotas }) });

  it('share what they know of a host, however its name is written', async () => {
    await using server = await startRegistry();
    server.seed('a', buildImage('shared'), ['v1']);
    const [first, second] = [open(), open()];
    const port = server.host.split(':')[1] ?? '';
    const headers = { 'retry-after': '1' };
    server.fault({ action: 'status', status: 429, headers, match: {} });
    const refused = first.repository(`${server.host}/a`).resolve('v1');
    await expect.poll(() => first.ledger.waitTimes().waits.length).toBe(1);
    const waiting = second.repository(`127.0.0.01:${port}/a`).resolve('v1');
    await Promise.all([refused, waiting]);
    // The refused request, its repetition, and that of the second client, which waited as well.
    expect(server.requests).toHaveLength(3);
    expect(second.ledger.waitTimes().waits).toEqual(first.ledger.waitTimes().waits);
    expect(second.ledger.count('manifest-head')).toBe(1);
    await Promise.all([first.close(), second.close()]);
  });

  it.each([
    ['with quotas of their own', () => [open(new SharedQuotas()), open(new SharedQuotas())]],
    ['with other limits', () => [open(), createRegistry({ requestsPerSecond: 0, retryDeadline: 50_000 })]],
  ] as [string, () => [ReadOnlyRegistry, ReadOnlyRegistry]][])('%s do not', async (_, openBoth) => {
    await using server = await startRegistry();
    server.seed('a', buildImage('own'), ['v1']);
    const [first, second] = openBoth();
    server.fault({ action: 'status', status: 429, headers: { 'retry-after': '1' }, match: {} });
    const refused = first.repository(`${server.host}/a`).resolve('v1');
    await expect.poll(() => first.ledger.waitTimes().waits.length).toBe(1);
    await second.repository(`${server.host}/a`).resolve('v1');
    expect(second.ledger.waitTimes().waits).toEqual([]);
    await refused;
    await Promise.all([first.close(), second.close()]);
  });

  it('what they know is forgotten with the last of them', () => {
    const quotas = new SharedQuotas();
    const settings = { concurrency: 24, retryDeadline: 60_000 };
    const [first, second] = [quotas.share(settings), quotas.share(settings)];
    first.release();
    first.release();
    const third = quotas.share(settings);
    expect(third.quota).toBe(second.quota);
    second.release();
    third.release();
    expect(quotas.share(settings).quota).not.toBe(first.quota);
  });

  it('each is told of waits while it is open', () => {
    const quotas = new SharedQuotas();
    const told: string[] = [];
    const settings = { concurrency: 24, retryDeadline: 60_000 };
    const first = quotas.share(settings, ({ host }) => told.push(`first ${host}`));
    quotas.share(settings, ({ host }) => told.push(`second ${host}`));
    first.quota.of('a').hold(10, 'status 429');
    first.release();
    first.quota.of('b').hold(10, 'status 429');
    expect(told).toEqual(['first a', 'second a', 'second b']);
  });
});
