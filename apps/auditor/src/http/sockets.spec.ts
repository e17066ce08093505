import type { Answer } from '@cip/watch';
import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, pushOfImage, settled, type World } from './fixtures.js';
import { nobody } from './callers/caller-check.js';
import { drain } from './drain.js';
import { talk } from './talk.fixture.js';

const open: World[] = [];

afterEach(async () => {
  for (const { app } of open.splice(0)) {
    app.server.closeAllConnections();
    await app.close();
  }
});

async function listening(more: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld({ timeouts: { headers: 200, request: 400 }, ...more });
  open.push(world);
  const address = await world.app.listen({ host: '127.0.0.1', port: 0 });
  return { ...world, address, port: Number(new URL(address).port) };
}

const head = 'POST /events/pubsub HTTP/1.1\r\nHost: auditor.example\r\n';

describe('over a real connection', () => {
  it.each([
    ['never ends its head', head],
    ['never ends its body', `${head}Content-Length: 100\r\n\r\n{`],
    ['never ends its chunks', `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`],
  ])('who %s is told that it took too long', async (_, text) => {
    const { port, counted, auditor } = await listening();
    expect(await talk(port, text)).toMatch(/^HTTP\/1\.1 408 /);
    expect(await counted()).toEqual({ 'REFUSED/too-slow': 1 });
    expect(auditor.received).toEqual([]);
  });

  it.each([
    ['is no HTTP', 'hello\r\n\r\n', 400],
    ['has an endless head', `${head}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['announces 100 MB', `${head}Content-Length: 100000000\r\n\r\n`, 200],
    [
      'sends more than it may in chunks',
      `${head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunks(20)}0\r\n\r\n`,
      200,
    ],
  ])('what %s: answered, and the connection ends', async (_, text, status) => {
    const { port } = await listening();
    expect(await talk(port, text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('the body of a caller who is not proven is not waited for', async () => {
    const { port } = await listening({ callers: { pubsub: nobody, distribution: nobody } });
    expect(await talk(port, `${head}Content-Length: 100000000\r\n\r\n`)).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('it serves others meanwhile', async () => {
    const { port, address } = await listening();
    const slow = Array.from({ length: 50 }, () => talk(port, head));
    const response = await fetch(address, { method: 'POST', body: JSON.stringify(pushOfImage) });
    expect(response.status).toBe(200);
    await Promise.all(slow);
  });
});

describe('a stop', () => {
  it('waits for what is in flight, and takes nothing new', async () => {
    const { address, app, auditor } = await listening();
    const { answer, arrived } = gate(auditor);
    const inFlight = fetch(address, { method: 'POST', body: JSON.stringify(pushOfImage) });
    await arrived;
    const stopped = drain(app, { wait: new AbortController(), waitFor: 10_000, endAfter: 20_000 });
    await expect(fetch(`${address}/health`, { headers: { connection: 'close' } })).rejects.toThrow();
    answer(settled);
    expect((await inFlight).status).toBe(200);
    await stopped;
  });

  it('ends the waiting for answers that take too long', async () => {
    const wait = new AbortController();
    const { address, app, auditor } = await listening({ signal: wait.signal });
    const { arrived, answer } = gate(auditor);
    wait.signal.addEventListener('abort', () => {
      answer({ kind: 'later', reason: 'nobody waits for the answer any more' });
    });
    const inFlight = fetch(address, { method: 'POST', body: JSON.stringify(pushOfImage) });
    await arrived;
    await drain(app, { wait, waitFor: 50, endAfter: 10_000 });
    expect((await inFlight).status).toBe(503);
  });

  it('ends connections that never end by themselves', async () => {
    const { port, app } = await listening({ timeouts: { headers: 60_000, request: 60_000 } });
    let connected: () => void = () => undefined;
    const isConnected = new Promise<void>((resolve) => (connected = resolve));
    app.server.on('connection', () => {
      connected();
    });
    const hanging = talk(port, head);
    await isConnected;
    await drain(app, { wait: new AbortController(), waitFor: 50, endAfter: 100 });
    expect(await hanging).not.toContain('200');
  });
});

function gate(auditor: World['auditor']): { answer: (answer: Answer) => void; arrived: Promise<void> } {
  let answer: (answer: Answer) => void = () => undefined;
  const answered = new Promise<Answer>((resolve) => (answer = resolve));
  const arrived = new Promise<void>((resolve) => {
    auditor.answer = () => {
      resolve();
      return answered;
    };
  });
  return { answer, arrived };
}

function chunks(count: number): string {
  return `1000\r\n${'x'.repeat(0x1000)}\r\n`.repeat(count);
}
