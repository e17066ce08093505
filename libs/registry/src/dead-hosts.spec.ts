import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestOf } from '@cip/oci';
import { deadHost, seededBytes, startBlackHole } from '@cip/testing';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createRegistry,
  type ReadOnlyRegistry,
  type RegistryOptions,
  SharedHosts,
  type WaitEvent,
} from './index.js';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function blackHole(): Promise<string> {
  const server = await startBlackHole();
  closers.push(() => server[Symbol.asyncDispose]());
  return server.host;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function connect(options: RegistryOptions = {}): ReadOnlyRegistry {
  const client = createRegistry({ requestsPerSecond: 0, concurrency: 4, ...options });
  closers.push(() => client.close());
  return client;
}

async function failuresOf(client: ReadOnlyRegistry, host: string, count = 200) {
  const reads = Array.from({ length: count }, (_, i) => client.repository(`${host}/a${i}`).resolve('v1'));
  const results = await Promise.allSettled(reads);
  return results.map((result) => (result.status === 'rejected' ? (result.reason as Error) : undefined));
}

/** What each says apart from its repository. */
const reasonsOf = (failures: readonly (Error | undefined)[]): Set<string | undefined> =>
  new Set(failures.map((error) => error?.message.replace(/\/a\d+\//, '/a/')));

describe('a host that has never answered', () => {
  it('refuses connections: the first requests are tried, the others fail with the same reason', async () => {
    const host = await deadHost();
    const client = connect({ firstAnswerWithin: 300 });
    const first = await failuresOf(client, host, 4);
    const tried = client.ledger.total;
    const failures = [...first, ...(await failuresOf(client, host))];
    expect(failures[0]).toMatchObject({ code: 'CONNECTION', facts: { isGivenUp: true } });
    expect(reasonsOf(failures).size).toBe(1);
    expect(failures[0]?.message).toMatch(/connect ECONNREFUSED .* \(the host was given up\)/);
    expect(client.ledger.total).toBe(tried);
  });

  it('is silent: the first requests decide for all', async () => {
    const host = await blackHole();
    const client = connect({ firstAnswerWithin: 200 });
    const failures = await failuresOf(client, host);
    expect(reasonsOf(failures).size).toBe(1);
    expect(failures[0]?.message).toContain('no answer within 0.2 s (the host was given up)');
    expect(client.ledger.count('manifest-head')).toBe(4);
  });

  it('takes long for its first answer, and answers a ping: it is waited for', async () => {
    const host = await serve((request, answer) => {
      if (request.url === '/v2/') answer.writeHead(401).end();
      else setTimeout(() => answer.writeHead(404).end(), 500);
    });
    const client = connect({ firstAnswerWithin: 200 });
    expect(await client.repository(`${host}/a`).resolve('v1')).toBeUndefined();
    expect(client.ledger.hosts()).toMatchObject([{ requests: { 'manifest-head': 1, ping: 1 } }]);
  });

  it('is the token service of one that answers', async () => {
    const realm = await blackHole();
    const host = await serve((_, answer) => {
      answer.writeHead(401, { 'www-authenticate': `Bearer realm="http://${realm}/token"` }).end();
    });
    const client = connect({ firstAnswerWithin: 200 });
    const failures = await failuresOf(client, host);
    expect(failures.every((error) => error?.message.includes(`http://${realm}/token`))).toBe(true);
    expect(client.ledger.count('token')).toBeLessThan(20);
  });

  it('is given up for all clients that share what they know', async () => {
    const host = await deadHost();
    const sharedHosts = new SharedHosts();
    const [first, second] = [
      connect({ firstAnswerWithin: 200, sharedHosts }),
      connect({ firstAnswerWithin: 200, sharedHosts }),
    ];
    await failuresOf(first, host, 1);
    const [failure] = await failuresOf(second, host, 1);
    expect(failure).toMatchObject({ code: 'CONNECTION', facts: { isGivenUp: true } });
    expect(second.ledger.total).toBe(0);
  });

  it('says that it is waited for, and until when', async () => {
    const [dead, silent] = [await deadHost(), await blackHole()];
    const waits: WaitEvent[] = [];
    const client = connect({ firstAnswerWithin: 3500, onWait: (event) => waits.push(event) });
    const before = Date.now();
    await Promise.all([failuresOf(client, dead, 1), failuresOf(client, silent, 1)]);
    for (const [host, reason] of [
      [dead, 'connection refused'],
      [silent, 'no answer yet'],
    ] as const) {
      const told = waits.find((wait) => wait.host === host);
      expect(told).toMatchObject({ kind: 'failing', reason });
      expect(told?.until).toBeGreaterThanOrEqual(before + 3400);
    }
  });
});

describe('an answer that trickles', () => {
  const bytes = seededBytes('trickle', 40);
  const trickle: RequestListener = (_, answer) => {
    answer.setHeader('content-length', bytes.byteLength);
    let sent = 0;
    const timer = setInterval(() => {
      answer.write(bytes.subarray(sent, ++sent));
      if (sent < bytes.byteLength) return;
      clearInterval(timer);
      answer.end();
    }, 10);
    answer.on('close', () => {
      clearInterval(timer);
    });
  };

  it('is cut off after the limit', async () => {
    const host = await serve(trickle);
    const client = connect({ answerTimeout: 100, retryDeadline: 0 });
    const read = client.repository(`${host}/a`).fetchManifest('v1');
    await expect(read).rejects.toMatchObject({ code: 'TIMEOUT' });
    await expect(read).rejects.toThrow('the answer comes too slowly');
  });

  it('is not, when it is a blob', async () => {
    const host = await serve(trickle);
    const client = connect({ answerTimeout: 100, retryDeadline: 0 });
    const blob = { mediaType: '', digest: digestOf(bytes), size: bytes.byteLength };
    let got = 0;
    for await (const chunk of client.repository(`${host}/a`).fetchBlob(blob)) got += chunk.byteLength;
    expect(got).toBe(bytes.byteLength);
  });
});
