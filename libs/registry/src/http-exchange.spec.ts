import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HttpExchange } from './http-exchange.js';

let agent: Agent;
let server: Server | undefined;

beforeEach(() => {
  agent = new Agent();
});
afterEach(async () => {
  await agent.destroy();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** What is sent to a server that answers like this. */
async function served(listener: RequestListener): Promise<Dispatcher.DispatchOptions> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, path: '/', method: 'GET' };
}

async function textOf(exchange: HttpExchange): Promise<string> {
  const chunks: Buffer[] = [];
  for (let chunk = await exchange.read(); chunk; chunk = await exchange.read()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Records what it is told; nothing is paused before it says so. */
function fakeController(): Dispatcher.DispatchController & { aborted: boolean; paused: boolean } {
  return {
    aborted: false,
    paused: false,
    reason: null,
    abort() {
      this.aborted = true;
    },
    pause() {
      this.paused = true;
    },
    resume() {
      this.paused = false;
    },
  };
}

it('gives the head, the body in its order, and its end', async () => {
  const options = await served((_, response) => {
    response.writeHead(201, { 'x-kind': 'plain' }).write('one ');
    setTimeout(() => response.end('two'), 20);
  });
  const exchange = new HttpExchange();
  const head = await exchange.send(agent, options);
  expect(head).toMatchObject({ status: 201, headers: { 'x-kind': 'plain' } });
  expect(exchange.isOver).toBe(false);
  expect(await textOf(exchange)).toBe('one two');
  expect(exchange.isOver).toBe(true);
  expect(await exchange.read()).toBeUndefined();
});

it('an interim answer is not taken for the answer', async () => {
  const options = await served((_, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.end('all');
  });
  const exchange = new HttpExchange();
  expect(await exchange.send(agent, options)).toMatchObject({ status: 200 });
  expect(await textOf(exchange)).toBe('all');
});

it('no answer: rejects', async () => {
  const options = await served((request) => request.socket.destroy());
  await expect(new HttpExchange().send(agent, options)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});

it('a client that is closed: rejects', async () => {
  const options = await served((_, response) => response.end());
  await agent.destroy();
  await expect(new HttpExchange().send(agent, options)).rejects.toMatchObject({ code: 'UND_ERR_DESTROYED' });
});

it('a body that breaks off: what waits for it rejects, and so does the next', async () => {
  const options = await served((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    setTimeout(() => response.socket?.destroy(), 20);
  });
  const exchange = new HttpExchange();
  await exchange.send(agent, options);
  await expect(textOf(exchange)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  await expect(exchange.read()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});

it.each([
  ['before the answer', undefined],
  ['within the body', 'half'],
])('aborted %s: rejects with the reason, and the connection ends', async (_, begun) => {
  const closed = vi.fn();
  const exchange = new HttpExchange();
  const reason = new Error('enough');
  const options = await served((request, response) => {
    request.socket.on('close', closed);
    if (begun === undefined) exchange.abort(reason);
    else response.write(begun);
  });
  const head = exchange.send(agent, options);
  if (begun === undefined) await expect(head).rejects.toBe(reason);
  else {
    await head;
    expect(String(await exchange.read())).toBe(begun);
    const next = exchange.read();
    exchange.abort(reason);
    await expect(next).rejects.toBe(reason);
  }
  await vi.waitFor(() => {
    expect(closed).toHaveBeenCalled();
  });
});

it('aborted before it was started: nothing is sent', async () => {
  const exchange = new HttpExchange();
  const dispatcher = { dispatch: () => true } as unknown as Dispatcher;
  const head = exchange.send(dispatcher, { path: '/', method: 'GET' });
  exchange.abort(new Error('too late'));
  await expect(head).rejects.toThrow('too late');
  const controller = fakeController();
  exchange.onRequestStart(controller);
  expect(controller.aborted).toBe(true);
});

it('no more than 64 KiB and a chunk are held for a slow reader', async () => {
  const exchange = new HttpExchange();
  const controller = fakeController();
  const chunk = Buffer.alloc(40 * 1024);
  exchange.onRequestStart(controller);
  exchange.onResponseData(controller, chunk);
  expect(controller.paused).toBe(false);
  exchange.onResponseData(controller, chunk);
  expect(controller.paused).toBe(true);
  expect(await exchange.read()).toBe(chunk);
  expect(controller.paused).toBe(false);
});
