import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describeError, failureOf } from '@cip/oci';
import { afterEach, describe, expect, it } from 'vitest';
import { createRegistry, type Credentials, type WaitEvent } from '../index.js';
import { basicAuthorization } from './basic.js';

const password = 'pä"ss w/rd+?1';
const basic: Credentials = { kind: 'basic', username: 'robot', password };
const encoded = basicAuthorization('robot', password).slice('Basic '.length);
const bearer: Credentials = { kind: 'bearer', token: 'bearer/token+1.2-3==' };
const identity: Credentials = { kind: 'identity-token', token: 'identity/token+1.2-3==' };

/** What somebody who reads a message must not find in it, in any spelling. */
const telling = [password, encoded, encoded.replace(/=+$/, ''), bearer.token, identity.token].flatMap(
  (one) => [
    one,
    encodeURIComponent(one),
    encodeURI(one),
    one.toLowerCase(),
    one.replace('ä', ' '),
    one.slice(0, 8),
    one.slice(-8),
  ],
);

const servers: Server[] = [];
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      answer(request, response, Buffer.concat(chunks).toString());
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** All that a person or a log may get to see of what a client says when it reads a tag. */
async function saidBy(host: string, credentials: Credentials, write = false): Promise<string> {
  const waits: WaitEvent[] = [];
  const registry = createRegistry({
    rights: 'write-once',
    credentials: () => Promise.resolve(credentials),
    retryDeadline: 0,
    onWait: (event) => waits.push(event),
  });
  closing.push(() => registry.close());
  const repository = registry.repository(`${host}/app`);
  const blob = { mediaType: 'x', digest: `sha256:${'a'.repeat(64)}`, size: 1 } as const;
  const asked = write ? repository.openUpload(blob) : repository.fetchManifest('v1');
  const error: unknown = await asked.then(
    () => new Error('nothing failed'),
    (caught: unknown) => caught,
  );
  const texts = [
    describeError(error),
    JSON.stringify(failureOf(error)),
    JSON.stringify(error),
    inspect(error),
  ];
  return [...texts, JSON.stringify(waits)].join('\n');
}

function expectNothing(said: string): void {
  expect(said).toContain('***');
  for (const one of telling) expect(said).not.toContain(one);
}

function errors(message: string, code = 'DENIED'): string {
  return JSON.stringify({ errors: [{ code, message }] });
}

const echoes: readonly [string, (header: string) => string][] = [
  ['the whole header', (header) => `Authorization: ${header}`],
  ['the credentials of the header', (header) => `got ${header.replace(/^\w+ /, '')}.`],
  ['the credentials without padding', (header) => `got ${header.replace(/^\w+ /, '').replace(/=+$/, '')}.`],
  ['the header for a URL', (header) => `?header=${encodeURIComponent(header)}`],
  ['a header of JSON', (header) => JSON.stringify({ authorization: header })],
  ['the header after much else', (header) => `${'x'.repeat(295 - header.length / 2)}${header}`],
];
const decoded = (header: string): string => Buffer.from(header.slice('Basic '.length), 'base64').toString();
const passwordOf = (header: string): string => decoded(header).slice('robot:'.length);
const ofBasic: typeof echoes = [
  ['user and password', (header) => `who is ${decoded(header)}?`],
  ['the password', (header) => `wrong password: ${passwordOf(header)}`],
  ['the password for a URL', (header) => `?p=${encodeURIComponent(passwordOf(header))}`],
  ['the password of a form', (header) => new URLSearchParams({ p: passwordOf(header) }).toString()],
  ['the password of JSON', (header) => JSON.stringify({ p: passwordOf(header) })],
  ['the password in capital letters', (header) => passwordOf(header).toUpperCase()],
  ['the password in a wrong encoding', (header) => Buffer.from(passwordOf(header)).toString('latin1')],
];

describe.each([
  ['basic', basic, [...echoes, ...ofBasic]],
  ['bearer', bearer, echoes],
] as const)('a registry with %s credentials', (scheme, credentials, all) => {
  const challenge = {
    'www-authenticate': scheme === 'basic' ? 'Basic realm="x"' : 'Bearer realm="http://127.0.0.1:1/token"',
  };
  const echoing = (answer: (response: ServerResponse, header: string) => void): Promise<string> =>
    serve((request, response) => {
      const header = request.headers.authorization;
      if (header === undefined) response.writeHead(401, challenge).end();
      else answer(response, header);
    });

  it.each(all)('that repeats %s in a refusal', async (_, echo) => {
    const host = await echoing((response, header) => response.writeHead(403).end(errors(echo(header))));
    expectNothing(await saidBy(host, credentials));
  });

  it.each(all)('that repeats %s and is to be asked later', async (_, echo) => {
    const host = await echoing((response, header) => response.writeHead(503).end(errors(echo(header))));
    expectNothing(await saidBy(host, credentials));
  });

  it('that repeats them as the code of its error', async () => {
    const host = await echoing((response, header) =>
      response.writeHead(403).end(errors('no', header.replace(/^\w+ /, ''))),
    );
    expectNothing(await saidBy(host, credentials));
  });

  it('that repeats them as a media type', async () => {
    const host = await echoing((response, header) =>
      response.writeHead(404, { 'content-type': header.replace(/^\w+ /, '') }).end('x'),
    );
    expectNothing(await saidBy(host, credentials));
  });

  it('that repeats them in the path of a redirect', async () => {
    const host = await serve((request, response) => {
      const header = request.headers.authorization;
      if (header === undefined) response.writeHead(401, challenge).end();
      else if (!request.url?.startsWith('/v2/')) response.writeHead(500).end();
      else response.writeHead(307, { location: `/x/${encodeURIComponent(header)}` }).end();
    });
    expectNothing(await saidBy(host, credentials));
  });

  it('that repeats them as the host of a redirect', async () => {
    const host = await echoing((response, header) =>
      response.writeHead(307, { location: `ftp-${header.replace(/\W/g, '').toLowerCase()}://x/` }).end(),
    );
    expect(await saidBy(host, credentials)).toContain('redirect');
  });

  it('that repeats them as the path of an upload', async () => {
    const host = await echoing((response, header) =>
      response.writeHead(202, { location: `http://other.example:1/${encodeURIComponent(header)}` }).end(),
    );
    const said = await saidBy(host, credentials, true);
    expect(said).toContain('another host');
    for (const one of telling) expect(said).not.toContain(one);
  });
});

describe('a registry that leads to a host which is called like the credentials', () => {
  const led = async (answer: number) => {
    const elsewhere = await serve((_, response) => response.writeHead(answer).end());
    const host = await serve((request, response) => {
      if (request.headers.authorization === undefined)
        response.writeHead(401, { 'www-authenticate': 'Bearer realm="http://127.0.0.1:1/token"' }).end();
      else response.writeHead(307, { location: `http://${elsewhere}/x` }).end();
    });
    const waits: WaitEvent[] = [];
    const registry = createRegistry({
      credentials: () => Promise.resolve({ kind: 'bearer', token: elsewhere }),
      retryDeadline: 0,
      onWait: (event) => waits.push(event),
    });
    closing.push(() => registry.close());
    const asked = registry.repository(`${host}/app`).fetchManifest('v1');
    const error: unknown = await asked.catch((caught: unknown) => caught);
    return { host, elsewhere, waits, error, ledger: registry.ledger };
  };

  it.each([403, 429, 503])('status %i: its name is in no error, statistics or wait', async (status) => {
    const { host, elsewhere, waits, error, ledger } = await led(status);
    expect(new Set(ledger.hosts().map((one) => one.host))).toEqual(new Set([host, '***']));
    expect(failureOf(error)).toMatchObject({ host: '***' });
    const said = [
      describeError(error),
      inspect(error),
      JSON.stringify([failureOf(error), waits, ledger.waitTimes()]),
    ];
    expect(said.join()).not.toContain(elsewhere);
  });

  it('a host that the user named keeps its name', async () => {
    const host = await serve((_, response) => response.writeHead(403).end());
    const registry = createRegistry({ credentials: () => Promise.resolve({ kind: 'bearer', token: host }) });
    closing.push(() => registry.close());
    await expect(registry.repository(`${host}/app`).fetchManifest('v1')).rejects.toMatchObject({ host });
    expect(registry.ledger.hosts()).toMatchObject([{ host }]);
  });
});

describe('a token service', () => {
  const guarded = async (token: string): Promise<string> =>
    serve((_, response) => {
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${token}/token"` }).end();
    });

  it.each([...echoes, ...ofBasic])('that repeats %s', async (_, echo) => {
    const token = await serve((request, response) =>
      response.writeHead(401).end(errors(echo(request.headers.authorization ?? ''), 'UNAUTHORIZED')),
    );
    expectNothing(await saidBy(await guarded(token), basic));
  });

  it.each([
    ['the form', (body: string) => body],
    ['the token', (body: string) => new URLSearchParams(body).get('refresh_token') ?? ''],
  ])('that repeats an identity token: %s', async (_, echo) => {
    const token = await serve((_request, response, body) => response.writeHead(403).end(errors(echo(body))));
    expectNothing(await saidBy(await guarded(token), identity));
  });

  it('whose token the registry repeats', async () => {
    const token = await serve((_, response) =>
      response.end(JSON.stringify({ token: bearer.token, expires_in: 300 })),
    );
    const host = await serve((request, response) => {
      const { authorization } = request.headers;
      const realm = { 'www-authenticate': `Bearer realm="http://${token}/token"` };
      if (authorization === undefined) response.writeHead(401, realm).end();
      else response.writeHead(403).end(errors(`${authorization} may not do this`));
    });
    expectNothing(await saidBy(host, basic));
  });

  it('that is told the password by its registry', async () => {
    const token = await serve((_, response) => response.writeHead(500).end());
    const host = await serve((_, response) => {
      const service = encodeURIComponent(password);
      const realm = `Bearer realm="http://${token}/token?x=${service}",service="${password.replaceAll('"', '\\"')}"`;
      response.writeHead(401, { 'www-authenticate': Buffer.from(realm).toString('latin1') }).end();
    });
    const said = await saidBy(host, basic);
    for (const one of telling) expect(said).not.toContain(one);
  });
});
