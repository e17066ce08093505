import { TemporaryFolders } from '@cip/testing';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { digest, rejected } from './fixtures.js';
import { webhookSink } from './webhook-sink.js';

interface Call {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

type Answer = number | 'hang' | 'reset';

let server: Server;
let address: string;
let calls: Call[];
let answers: Answer[];
const folders = new TemporaryFolders();

beforeEach(async () => {
  calls = [];
  answers = [];
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?to=us`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await folders.remove();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url, headers } = request;
  calls.push({ method, url, authorization: headers.authorization, body: JSON.parse(await text(request)) });
  const next = answers.shift() ?? 204;
  if (next === 'hang') return;
  if (next === 'reset') return void request.socket.resetAndDestroy();
  response.writeHead(next, next === 302 ? { location: '/elsewhere' } : {}).end();
}

it('posts the transaction with what the alert adds to it', async () => {
  const sink = await webhookSink(address);
  await sink.send(rejected(), 4);
  await sink.close();

  const { message, contents, transaction } = rejected();
  const body = { ...transaction, kind: 'rejected', message, contents, count: 4 };
  expect(calls).toEqual([{ method: 'POST', url: '/hook?to=us', authorization: undefined, body }]);
  expect(body).toMatchObject({ repository: 'registry.example/app', tag: 'v9', digest, revision: 'c0ffee' });
});

it('sends the secret of a file, and the new one when the file changes', async () => {
  const file = path.join(await folders.create(), 'secret');
  await writeFile(file, 'first\n');
  const sink = await webhookSink(address, { secretFile: file });
  await sink.send(rejected(), 1);
  await writeFile(file, 'second\n');
  await sink.send(rejected(), 1);
  await sink.close();
  expect(calls.map(({ authorization }) => authorization)).toEqual(['Bearer first', 'Bearer second']);
});

describe('accepted after all', () => {
  it.each<[situation: string, answers: Answer[]]>([
    ['503, then 200', [503, 200]],
    ['429, then 204', [429, 204]],
    ['a reset, then 201', ['reset', 201]],
    ['no answer in time, then 202', ['hang', 202]],
  ])('%s', async (_, given) => {
    answers = [...given];
    const sink = await webhookSink(address, { timeout: 300 });
    await sink.send(rejected(), 1);
    await sink.close();
    expect(calls).toHaveLength(2);
  });
});

it('tells of an alert that is refused for what it holds, without that', async () => {
  answers = [400];
  const sink = await webhookSink(address);
  await sink.send(rejected(), 1);
  await sink.close();
  expect(calls).toHaveLength(2);
  expect(calls[1]?.body).toMatchObject({ kind: 'rejected', verdict: 'REJECTED', count: 1 });
  expect(JSON.stringify(calls[1]?.body)).not.toContain('registry.example');
});

it('a webhook that refuses everything has accepted nothing', async () => {
  answers = [400, 400];
  const sink = await webhookSink(address);
  await expect(sink.send(rejected(), 1)).rejects.toThrow('answer 400');
  await sink.close();
});

describe('not accepted', () => {
  it.each<[situation: string, answer: Answer, reason: string]>([
    ['403', 403, 'answer 403'],
    ['a redirect, which is not followed', 302, 'answer 302'],
  ])('%s, at once', async (_, given, reason) => {
    answers = [given];
    const sink = await webhookSink(address);
    await expect(sink.send(rejected(), 1)).rejects.toThrow(reason);
    await sink.close();
    expect(calls).toHaveLength(1);
  });

  it.each<[situation: string, answer: Answer, reason: string]>([
    ['500', 500, 'answer 500'],
    ['no answer', 'hang', 'no answer within 600 ms'],
  ])('%s until the deadline', async (_, given, reason) => {
    answers = Array.from({ length: 50 }, () => given);
    const sink = await webhookSink(address, { deadline: 600 });
    await expect(sink.send(rejected(), 1)).rejects.toThrow(reason);
    await sink.close();
  });

  it('an alert that is refused for what it holds has no second deadline', async () => {
    answers = [400, ...Array.from({ length: 50 }, () => 500)];
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    const sink = await webhookSink(address, { deadline: 600 });
    await expect(sink.send(rejected(), 1)).rejects.toThrow('answer 500');
    expect(timeout.mock.calls).toEqual([[600]]);
    timeout.mockRestore();
    await sink.close();
  });

  it('nobody listens', async () => {
    await new Promise((resolve) => server.close(resolve));
    const sink = await webhookSink(address, { deadline: 300 });
    await expect(sink.send(rejected(), 1)).rejects.toThrow('ECONNREFUSED');
    await sink.close();
  });

  it('the service stops', async () => {
    answers = ['hang'];
    const controller = new AbortController();
    const sink = await webhookSink(address);
    const sent = sink.send(rejected(), 1, { signal: controller.signal });
    await expect.poll(() => calls.length).toBe(1);
    controller.abort(new Error('stopped'));
    await expect(sent).rejects.toThrow('stopped');
    await sink.close();
  });
});

describe('refused at the start', () => {
  it.each<[situation: string, address: string, message: string]>([
    ['http to another machine', 'http://hooks.example/secret-path', 'alerts would travel unprotected'],
    ['no URL', 'hooks', 'this is not a URL'],
    ['credentials in the address', 'https://me:word@hooks.example', 'credentials in an address are not sent'],
  ])('%s', async (_, given, message) => {
    const refused = webhookSink(given);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow(/secret-path|word@/);
  });

  it.each(['', 'two words', 'line\nline'])('a file with %j for a secret', async (content) => {
    const file = path.join(await folders.create(), 'secret');
    await writeFile(file, content);
    await expect(webhookSink(address, { secretFile: file })).rejects.toThrow('no secret in it');
  });

  it('a file that is not there', async () => {
    await expect(webhookSink(address, { secretFile: '/nonexistent' })).rejects.toThrow('it cannot be read');
  });
});
