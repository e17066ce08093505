import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { digestOf } from '@cip/oci';
import { seededBytes } from '@cip/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { holdTime, passTime, until } from './fixtures/held-time.js';
import { createRegistry, type RegistryOptions, type WriteOnceRegistry } from './index.js';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  vi.useRealTimers();
  for (const close of closers.splice(0)) await close();
});

async function serve(
  listener: RequestListener,
  secure = false,
): Promise<{ host: string; connections: number }> {
  const key = fixture('localhost.key.pem');
  const cert = fixture('localhost.crt.pem');
  const server: Server = secure ? createTlsServer({ key, cert }, listener) : createServer(listener);
  const seen = { host: '', connections: 0 };
  server.on(secure ? 'secureConnection' : 'connection', () => seen.connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  seen.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return seen;
}

function connect(options: RegistryOptions = {}): WriteOnceRegistry {
  const client = createRegistry({ rights: 'write-once', retryDeadline: 300, ...options });
  closers.push(() => client.close());
  return client;
}

function fixture(name: string): string {
  return readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), 'utf8');
}

const bytes = seededBytes('wire', 10_000);
const blob = { mediaType: '', digest: digestOf(bytes), size: bytes.byteLength };

/** A blob whose bytes come when a test says so, and a client that waits for them for half a second. */
async function slowBody(): Promise<{
  client: WriteOnceRegistry;
  read: () => Promise<void>;
  send: (amount: number) => void;
  received: () => number;
  requests: () => number;
}> {
  const answers: ServerResponse[] = [];
  let [sent, got] = [0, 0];
  const { host } = await serve((request, answer) => {
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    answer.statusCode = from > 0 ? 206 : 200;
    answer.setHeader('content-range', `bytes ${from}-${blob.size - 1}/${blob.size}`);
    answer.setHeader('content-length', blob.size - from).flushHeaders();
    answers.push(answer);
  });
  const client = connect({ idleTimeout: 500, retryDeadline: 10_000 });
  return {
    client,
    read: async () => {
      for await (const chunk of client.repository(`${host}/a`).fetchBlob(blob)) got += chunk.byteLength;
    },
    send: (amount) => {
      answers.at(-1)?.write(bytes.subarray(sent, (sent += amount)));
    },
    received: () => got,
    requests: () => answers.length,
  };
}

describe('time without progress', () => {
  it('a body that is slow but moves is not cut', async () => {
    const body = await slowBody();
    holdTime();
    const reading = body.read();
    await until('the request', () => body.requests() === 1);
    body.send(1000);
    for (let sent = 1000; sent < blob.size; sent += 1000) {
      await vi.advanceTimersByTimeAsync(499);
      body.send(1000);
      // The last bytes are held back until all of them have come.
      await until('the bytes that were sent', () => body.received() >= sent);
    }
    await reading;
    expect(body.client.ledger.total).toBe(1);
  });

  it('a body that stops is cut, and read on', async () => {
    const body = await slowBody();
    holdTime();
    const reading = body.read();
    await until('the request', () => body.requests() === 1);
    body.send(1000);
    await passTime(until('the second request', () => body.requests() === 2));
    body.send(blob.size - 1000);
    await passTime(reading);
    expect(body.received()).toBe(blob.size);
  });

  it('content that comes slowly from our own side is no stall', async () => {
    const { host } = await serve((request, answer) => {
      request.resume().on('end', () => {
        const started = request.method === 'POST';
        answer.writeHead(started ? 202 : 201, started ? { location: '/v2/a/blobs/uploads/1' } : {}).end();
      });
    });
    const client = connect({ idleTimeout: 100 });
    const upload = await client.repository(`${host}/a`).openUpload(blob);
    if (upload === 'mounted') throw new Error('nothing was to be mounted');
    holdTime();
    await upload.send(async function* () {
      yield bytes.subarray(0, 5000);
      await vi.advanceTimersByTimeAsync(10_000);
      yield bytes.subarray(5000);
    });
    expect(client.ledger.total).toBe(2);
  });

  it('no answer at all is a timeout, tried again', async () => {
    const { host } = await serve(() => undefined);
    const client = connect({ idleTimeout: 50, retryDeadline: 1000 });
    holdTime();
    const read = client.repository(`${host}/a`).resolve('v1');
    const failed = expect(read).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
    await passTime(failed);
    expect(client.ledger.total).toBeGreaterThan(1);
  });
});

it('requests one after another share their connections, HEAD too', async () => {
  const seen = await serve((_, answer) => {
    answer.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  const client = connect();
  for (let i = 0; i < 20; i++) {
    await client.repository(`${seen.host}/a`).fetchManifest(`v${i}`);
    await client.repository(`${seen.host}/a`).resolve(`v${i}`);
  }
  // A connection may still be busy with the end of the last answer when the next request leaves.
  expect(seen.connections).toBeLessThan(5);
});

it('parallel requests need no more connections than there may be at a time', async () => {
  const seen = await serve((_, answer) => {
    answer.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  const repository = connect({ concurrency: 4 }).repository(`${seen.host}/a`);
  await Promise.all(Array.from({ length: 100 }, (_, i) => repository.resolve(`v${i}`)));
  expect(seen.connections).toBe(4);
});

describe('https', () => {
  const absent: RequestListener = (_, answer) => {
    answer.writeHead(404).end();
  };

  it('with the certificate authority by file', async () => {
    const { host } = await serve(absent, true);
    const caFile = fileURLToPath(new URL('fixtures/localhost.crt.pem', import.meta.url));
    expect(
      await connect({ caFile, https: [host] })
        .repository(`${host}/a`)
        .resolve('v1'),
    ).toBeUndefined();
  });

  it('an unknown authority is an error at once', async () => {
    const { host } = await serve(absent, true);
    const client = connect({ https: [host] });
    await expect(client.repository(`${host}/a`).resolve('v1')).rejects.toMatchObject({
      code: 'TLS',
      attempts: 1,
    });
  });

  it('a host that speaks http only is never asked in http', async () => {
    const seen = await serve(absent);
    const client = connect({ https: [seen.host] });
    await expect(client.repository(`${seen.host}/a`).resolve('v1')).rejects.toMatchObject({ code: 'TLS' });
    expect(client.ledger.total).toBe(1);
  });

  it('a redirect down to http is not followed', async () => {
    let asked = 0;
    const plain = await serve((_, answer) => {
      asked++;
      answer.end();
    });
    const { host } = await serve((_, answer) => {
      answer.writeHead(307, { location: `http://${plain.host}/x` }).end();
    }, true);
    const client = connect({ caFile: fixture('localhost.crt.pem'), https: [host] });
    const read = client.repository(`${host}/a`).fetchManifest('v1');
    await expect(read).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
    expect(asked).toBe(0);
  });
});
