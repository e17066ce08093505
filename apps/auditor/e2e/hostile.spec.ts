import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { TemporaryFolders, writeTree } from '@cip/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  audience,
  certificates,
  forgedToken,
  seconds,
  serviceAccount,
  token,
  unsignedToken,
} from '../src/http/callers/fixtures.js';
import { talk } from '../src/http/talk.fixture.js';
import { type RunningAuditor, startAuditor } from './start-auditor.js';
import { startWebhook, type Webhook } from './start-webhook.js';
import { counted, residentBytes } from './verdicts.js';

const folders = new TemporaryFolders();
const digest = `sha256:${createHash('sha256').update('image').digest('hex')}` as const;
const prod = 'registry.example/prod';
const secret = 'an-open-secret';
const hundredMegabytes = 100_000_000;

const certificatesServer = createServer((_request, response) => {
  const headers = { 'content-type': 'application/json', 'cache-control': 'max-age=3600' };
  response.writeHead(200, headers).end(certificates);
});
let webhook: Webhook;
let auditor: RunningAuditor;
let slow: readonly Promise<string>[];

beforeAll(async () => {
  const tree = await folders.create();
  const images = { hammer: { [digest]: ['v1'] } };
  await writeTree(tree, { tools: { source: 'registry.example/staging', destinations: [prod], images } });
  const secretFile = path.join(await folders.create(), 'secret');
  await writeFile(secretFile, secret);
  await new Promise<void>((resolve) => certificatesServer.listen(0, '127.0.0.1', resolve));
  const { port } = certificatesServer.address() as AddressInfo;
  webhook = await startWebhook();
  auditor = await startAuditor(
    Object.entries({
      manifests: tree,
      grace: '0',
      'log-format': 'json',
      'alert-webhook': webhook.url,
      'pubsub-audience': audience,
      'pubsub-service-account': serviceAccount,
      'pubsub-certs-url': `http://127.0.0.1:${port}/certs`,
      'distribution-secret-file': secretFile,
    }).flatMap(([name, value]) => [`--${name}`, value]),
    { timeout: 120_000 },
  );
  slow = startSlow();
});

afterAll(async () => {
  auditor.kill('SIGTERM');
  expect((await auditor.finished).code).toBe(143);
  certificatesServer.close();
  await webhook[Symbol.asyncDispose]();
  await folders.remove();
});

afterEach(async () => {
  expect((await fetch(`${auditor.address}/readyz`)).status).toBe(200);
  expect(await residentBytes(auditor)).toBeLessThan(300_000_000);
});

const bearer = (credentials: string): string => `Bearer ${credentials}`;
const reference = { action: 'INSERT', digest: `${prod}/hammer@${digest}`, tag: `${prod}/hammer:v1` };

/** The body of a push that holds this text. */
function pushOf(data: string): string {
  return JSON.stringify({ message: { messageId: '', data: Buffer.from(data).toString('base64') } });
}

/** An envelope with one change, and what differs from a promised one. */
function envelopeOf(target: object, host = 'registry.example'): string {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const promised = { mediaType, digest, repository: 'prod/hammer', tag: 'v1' };
  return JSON.stringify({
    events: [{ id: '', action: 'push', target: { ...promised, ...target }, request: { host } }],
  });
}

const promised = pushOf(JSON.stringify(reference));

/** What was counted while something was done; slow callers apart, who are there all the time. */
async function countedBy<T>(act: () => Promise<T>): Promise<readonly [T, Readonly<Record<string, number>>]> {
  const before = await counted(auditor);
  const result = await act();
  const after = Object.entries(await counted(auditor));
  const more = after.map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  return [
    result,
    Object.fromEntries(more.filter(([name, count]) => count > 0 && name !== 'REFUSED/too-slow')),
  ];
}

async function post(where: string, authorization: string | undefined, body: string | Uint8Array) {
  const headers = authorization === undefined ? {} : { authorization };
  const answer = await fetch(`${auditor.address}${where}`, {
    method: 'POST',
    headers,
    body: Buffer.from(body),
  });
  await answer.text();
  return answer.status;
}

describe('a caller', () => {
  it.each<[string, string, () => string | undefined, number, string]>([
    ['who is proven', '/', () => bearer(token()), 200, 'VERIFIED/promised'],
    ['with nothing', '/', () => undefined, 401, 'UNPROVEN/no-credentials'],
    ['with a forged token', '/', () => bearer(forgedToken()), 401, 'UNPROVEN/not-believed'],
    [
      'with a token of a stranger',
      '/',
      () => bearer(token({ signer: 'stranger' })),
      401,
      'UNPROVEN/not-believed',
    ],
    [
      'with an expired token',
      '/events/pubsub',
      () => bearer(token({ claims: { iat: seconds() - 7200, exp: seconds() - 3600 } })),
      401,
      'UNPROVEN/not-believed',
    ],
    ['with an unsigned token', '/', () => bearer(unsignedToken()), 401, 'UNPROVEN/not-believed'],
    [
      'with a token for another audience',
      '/',
      () => bearer(token({ claims: { aud: 'https://other.example' } })),
      403,
      'UNPROVEN/somebody-else',
    ],
    [
      'with a token of another account',
      '/events/pubsub',
      () => bearer(token({ claims: { email: 'other@project.iam.gserviceaccount.com' } })),
      403,
      'UNPROVEN/somebody-else',
    ],
    [
      'of distribution, with a token',
      '/events/distribution',
      () => bearer(token()),
      401,
      'UNPROVEN/not-believed',
    ],
    ['of Pub/Sub, with the secret', '/', () => bearer(secret), 401, 'UNPROVEN/not-believed'],
    [
      'of distribution, with nothing',
      '/events/distribution',
      () => undefined,
      401,
      'UNPROVEN/no-credentials',
    ],
  ])('%s', async (_, where, authorization, status, outcome) => {
    const alerts = webhook.alerts.length;
    const [answered, counts] = await countedBy(() => post(where, authorization(), promised));
    expect([answered, counts]).toEqual([status, { [outcome]: 1 }]);
    expect(webhook.alerts).toHaveLength(alerts);
  });
});

it('hundreds of references of almost a megabyte leave nothing of themselves in memory', async () => {
  const long = 'x'.repeat(700_000);
  const authorization = bearer(token());
  const statuses = new Set<number>();
  let left = 400;
  const sender = async (): Promise<void> => {
    while (left-- > 0) {
      const tag = `${left}${long}_/hammer:v1`;
      statuses.add(await post('/', authorization, pushOf(JSON.stringify({ action: 'INSERT', tag }))));
    }
  };
  await Promise.all(Array.from({ length: 10 }, sender));
  expect([...statuses]).toEqual([200]);
  expect(await residentBytes(auditor)).toBeLessThan(300_000_000);
}, 120_000);

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const manyKeys = (count: number): string =>
  `{${Array.from({ length: count }, (_, i) => `"k${i}":0`).join()},"action":"INSERT"}`;

describe('a proven caller who sends', () => {
  type Row = [
    situation: string,
    where: 'pubsub' | 'distribution',
    body: () => string | Uint8Array,
    status: number,
    outcome: string,
    alert: string | undefined,
  ];
  const malformed = 'REJECTED/malformed';

  it.each<Row>([
    ['nothing', 'pubsub', () => '', 200, malformed, 'the body is not JSON'],
    ['no JSON', 'pubsub', () => '{"message":', 200, malformed, 'the body is not JSON'],
    ['invalid base64', 'pubsub', () => '{"message":{"data":"%%%"}}', 200, malformed, '"data" is not base64'],
    ['base64 of no JSON', 'pubsub', () => pushOf('hello'), 200, malformed, 'does not hold a JSON object'],
    ['half a million brackets', 'pubsub', () => nested(500_000), 200, malformed, 'nested more than 64 deep'],
    [
      'nesting in the data',
      'pubsub',
      () => pushOf(`{"a":${nested(300_000)}}`),
      200,
      malformed,
      '"action" is neither',
    ],
    [
      'nesting beside the events',
      'distribution',
      () => `{"a":${nested(2_000_000)}}`,
      200,
      malformed,
      'nested more than 64 deep',
    ],
    [
      'nesting in an event',
      'distribution',
      () => `{"events":[${nested(2_000_000)}]}`,
      200,
      malformed,
      'nested more than 64 deep',
    ],
    [
      'fifty thousand keys',
      'pubsub',
      () => pushOf(manyKeys(50_000)),
      200,
      malformed,
      'neither a digest nor a tag',
    ],
    [
      'a prototype',
      'pubsub',
      () =>
        pushOf(`{"__proto__":${JSON.stringify(reference)},"constructor":{"prototype":{"action":"INSERT"}}}`),
      200,
      malformed,
      '"action" is neither',
    ],
    [
      'a number without end',
      'pubsub',
      () => pushOf(`{"action":1e999999,"n":${'9'.repeat(100_000)}}`),
      200,
      malformed,
      '',
    ],
    [
      'a million empty events',
      'distribution',
      () => `{"events":[${'{},'.repeat(1e6)}{}]}`,
      200,
      malformed,
      'values',
    ],
    [
      'more events than anybody',
      'distribution',
      () => `{"events":[${'0,'.repeat(1e5)}0]}`,
      200,
      malformed,
      'events',
    ],
    [
      'a notification that is too large',
      'distribution',
      () => envelopeOf({ annotations: { note: '\\u003c'.repeat(3_500_000) } }),
      200,
      malformed,
      'too large',
    ],
    ['a packed bomb', 'pubsub', () => gzipSync(Buffer.alloc(hundredMegabytes)), 200, malformed, 'not JSON'],
    [
      'a reference with ..',
      'pubsub',
      () => pushOf(JSON.stringify({ action: 'INSERT', tag: `${prod}/../other/hammer:v1` })),
      200,
      malformed,
      '"tag" is not a reference',
    ],
    [
      'a repository with ..',
      'distribution',
      () => envelopeOf({ repository: 'prod/../../etc' }),
      200,
      malformed,
      'its repository is not one',
    ],
    [
      'a host that is a path',
      'distribution',
      () => envelopeOf({}, '../registry.example'),
      200,
      malformed,
      '',
    ],
    [
      'a digest that is a path',
      'distribution',
      () => envelopeOf({ digest: '../../x' }),
      200,
      malformed,
      'digest',
    ],
    [
      'a reference of another host',
      'pubsub',
      () => pushOf(JSON.stringify({ action: 'INSERT', tag: 'other.example/prod/hammer:v1' })),
      204,
      'IGNORED/unwatched',
      undefined,
    ],
    [
      'a change in another host',
      'distribution',
      () => envelopeOf({}, 'other.example'),
      200,
      'REJECTED/unknown-host',
      'unknown-host',
    ],
  ])('%s', async (_, where, body, status, outcome, alert) => {
    const before = webhook.alerts.length;
    const credentials = where === 'pubsub' ? token() : secret;
    const [answered, counts] = await countedBy(() => post(`/events/${where}`, bearer(credentials), body()));
    expect([answered, counts]).toEqual([status, { [outcome]: 1 }]);
    if (alert === undefined) expect(webhook.alerts).toHaveLength(before);
    else {
      // After the first hundred alerts a summary tells of it.
      const texts = webhook.alerts.map(({ message, contents }) => `${message}\n${contents}`);
      expect(texts).toContainEqual(expect.stringContaining(alert));
    }
  });
});

describe('100 MB', () => {
  it.each<[string, string, () => string, number, string]>([
    ['in one piece', `Content-Length: ${hundredMegabytes}`, token, 200, 'REJECTED/malformed'],
    ['in chunks', 'Transfer-Encoding: chunked', token, 200, 'REJECTED/malformed'],
    ['of a stranger', 'Transfer-Encoding: chunked', forgedToken, 401, 'UNPROVEN/not-believed'],
  ])('%s, over ten connections at a time', async (_, header, credentials, status, outcome) => {
    const head = `${headOf(credentials())}${header}\r\n\r\n`;
    const [answers, counts] = await countedBy(() =>
      Promise.all(Array.from({ length: 10 }, () => talk(port(), head, flood))),
    );
    // Who goes on sending after the answer may lose it.
    for (const answer of answers) expect(answer).toMatch(new RegExp(`^(HTTP/1\\.1 ${status} |$)`));
    expect(counts).toEqual({ [outcome]: 10 });
  });
});

it('whoever sends a byte now and then is told that it took too long', async () => {
  const answers = await Promise.all(slow);
  expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 408 '))).toHaveLength(answers.length);
  expect(await counted(auditor)).toMatchObject({ 'REFUSED/too-slow': answers.length });
}, 60_000);

it('a promised change is verified as before', async () => {
  expect(await post('/', bearer(token()), promised)).toBe(200);
});

function port(): number {
  return Number(new URL(auditor.address).port);
}

function headOf(credentials: string): string {
  return `POST / HTTP/1.1\r\nHost: auditor.example\r\nAuthorization: Bearer ${credentials}\r\n`;
}

/** Sends 100 MB as fast as they are taken, in chunks of 64 KiB; whether they are chunks of HTTP or not. */
function flood(socket: Socket): void {
  const chunk = Buffer.from(`10000\r\n${' '.repeat(0x10000)}\r\n`);
  let left = hundredMegabytes;
  const more = (): void => {
    while (left > 0 && socket.writable) {
      left -= chunk.byteLength;
      if (!socket.write(chunk)) return;
    }
  };
  socket.on('drain', more);
  more();
}

/** Fifty who never end their heads, and fifty who never end their bodies, but never fall silent. */
function startSlow(): readonly Promise<string>[] {
  const heads = [headOf(token()), `${headOf(token())}Content-Length: 1000\r\n\r\n`];
  return Array.from({ length: 100 }, (_, i) => talk(port(), heads[i % 2] ?? '', drip));
}

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('x'), 500);
  socket.on('close', () => {
    clearInterval(timer);
  });
}
