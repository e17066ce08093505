import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createServiceClient, type ServiceClient } from './service-client.js';

interface Service extends AsyncDisposable {
  readonly client: ServiceClient;
  readonly url: URL;
  readonly asked: { readonly method: string; readonly body: string; readonly authorization: string }[];
}

/** Answers with each of these in turn, and with the last from then on. */
async function serve(
  ...answers: readonly ((response: ServerResponse, request: IncomingMessage) => void)[]
): Promise<Service> {
  const asked: { method: string; body: string; authorization: string }[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      const { method = '', headers } = request;
      const body = Buffer.concat(chunks as Buffer[]).toString();
      asked.push({ method, body, authorization: headers.authorization ?? '' });
      answers[Math.min(asked.length, answers.length) - 1]?.(response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = createServiceClient({ retryDeadline: 1500 });
  return {
    client,
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api?code=hidden`),
    asked,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const says =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

it('sends a body and gives the answer', async () => {
  await using service = await serve(says(201, { fine: true }, { location: '/entry/1' }));
  const body = new TextEncoder().encode('{"a":1}');
  const headers = { authorization: 'Bearer secret-token' };
  const answer = await service.client.exchange({ method: 'POST', url: service.url, headers, body });
  expect(answer.status).toBe(201);
  expect(Buffer.from(answer.bytes).toString()).toBe('{"fine":true}');
  expect(answer.header('location')).toBe('/entry/1');
  expect(service.asked).toEqual([{ method: 'POST', body: '{"a":1}', authorization: 'Bearer secret-token' }]);
  expect(service.client.ledger.count('service')).toBe(1);
});

it.each([
  ['too many requests', says(429, {}, { 'retry-after': '0' })],
  ['unavailable', says(503, {})],
  ['a broken connection', (response: ServerResponse) => response.destroy()],
])('asks again after %s', async (_, fails) => {
  await using service = await serve(fails, says(200, {}));
  const answer = await service.client.exchange({ method: 'POST', url: service.url, body: new Uint8Array(1) });
  expect(answer.status).toBe(200);
  expect(service.asked).toHaveLength(2);
});

it('is given up after the deadline, with what happened', async () => {
  await using service = await serve(says(503, {}));
  await expect(service.client.exchange({ method: 'GET', url: service.url })).rejects.toMatchObject({
    name: 'RegistryError',
    code: 'UNAVAILABLE',
    status: 503,
  });
});

it('a refusal says why, without what the request proved itself with', async () => {
  const answers = says(400, { code: 3, message: 'the token secret-token has expired' });
  await using service = await serve(answers);
  const failure = service.client.exchange({ method: 'POST', url: service.url, secrets: ['secret-token'] });
  await expect(failure).rejects.toMatchObject({
    code: 'REFUSED',
    message: expect.stringContaining('status 400: the token *** has expired') as string,
  });
  await expect(failure).rejects.not.toThrow(/secret-token|hidden/);
  expect(service.asked).toHaveLength(1);
});

it('another status that the caller knows is an answer', async () => {
  await using service = await serve(says(409, {}));
  const answer = await service.client.exchange({ method: 'POST', url: service.url, accept: [201, 409] });
  expect(answer.status).toBe(409);
});

it('a redirect is not followed: what is sent is for this service alone', async () => {
  await using service = await serve(says(307, {}, { location: 'https://elsewhere.example/' }));
  await expect(service.client.exchange({ method: 'POST', url: service.url })).rejects.toMatchObject({
    code: 'INVALID_ANSWER',
    status: 307,
  });
  expect(service.asked).toHaveLength(1);
});

it('an answer that is too large is not read', async () => {
  await using service = await serve(says(200, { text: 'x'.repeat(2000) }));
  await expect(
    service.client.exchange({ method: 'GET', url: service.url, limit: 1000 }),
  ).rejects.toMatchObject({ code: 'TOO_LARGE' });
});

it('nothing is sent without https to another machine', async () => {
  await using service = await serve(says(200, {}));
  const url = new URL('http://fulcio.example/api');
  await expect(service.client.exchange({ method: 'POST', url })).rejects.toMatchObject({
    code: 'REFUSED_BY_POLICY',
  });
  expect(service.client.ledger.total).toBe(0);
});

it('an abort ends it with its reason', async () => {
  await using service = await serve(says(503, {}));
  const abort = new AbortController();
  const asked = service.client.exchange({ method: 'GET', url: service.url, signal: abort.signal });
  abort.abort(new Error('stopped'));
  await expect(asked).rejects.toThrow('stopped');
});
