import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createWorld, manifests, now, transaction } from './fixtures.js';

describe('paths and methods', () => {
  it.each([
    ['GET', '/nothing', 404, undefined],
    ['POST', '/nothing', 404, undefined],
    ['GET', '/../etc/passwd', 404, undefined],
    ['GET', '/%zz', 400, undefined],
    ['GET', '/events/pubsub', 405, 'POST'],
    ['PUT', '/events/distribution', 405, 'POST'],
    ['DELETE', '/', 405, 'GET, HEAD, POST'],
    ['POST', '/metrics', 405, 'GET, HEAD'],
    ['HEAD', '/', 200, undefined],
    ['GET', '/health', 200, undefined],
    ['GET', '/healthz', 200, undefined],
  ] as const)('%s %s: %i', async (method, url, status, allow) => {
    const response = await createWorld().app.inject({ method, url });
    expect(response.statusCode).toBe(status);
    expect(response.headers.allow).toBe(allow);
  });
});

describe.each(['/ready', '/readyz'])('%s', (url) => {
  it.each([
    ['ready', {}, 200, { status: 'ready', revision: manifests.revision, ageSeconds: 90, invalid: [] }],
    [
      'ready with an invalid part',
      { manifests: () => ({ ...manifests, invalid: ['a.yaml:1 syntax: broken'] }) },
      200,
      { status: 'ready', invalid: ['a.yaml:1 syntax: broken'] },
    ],
    ['not ready before the manifests are read', { manifests: () => undefined }, 503, { status: 'starting' }],
    ['not ready while it stops', { isDraining: () => true }, 503, { status: 'draining' }],
  ])('says %s', async (_, options, status, body) => {
    const response = await createWorld(options).app.inject({ url });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject(body);
  });
});

describe('while a sink is down', () => {
  const state = { accepted: 0, refused: 1, untried: 0 };
  const sinks = () => [
    { name: 'webhook', downSince: now, ...state },
    { name: 'error-reporting', ...state },
  ];

  it('/ready stays ready, and says so', async () => {
    const response = await createWorld({ sinks }).app.inject({ url: '/ready' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      status: 'ready',
      sinks: [
        { name: 'webhook', up: false, downSince: '2030-01-01T00:00:00.000Z' },
        { name: 'error-reporting', up: true },
      ],
    });
  });

  it.each([
    ['200 without any', () => [], 200],
    ['503', sinks, 503],
    ['200 when it is up', () => sinks().slice(1), 200],
  ] as const)('/health/alerts is %s', async (_, given, status) => {
    const response = await createWorld({ sinks: given }).app.inject({ url: '/health/alerts' });
    expect(response.statusCode).toBe(status);
  });
});

it('a connection is not kept while the service stops', async () => {
  const response = await createWorld({ isDraining: () => true }).app.inject({ url: '/health' });
  expect(response.headers.connection).toBe('close');
});

it('/metrics says what was counted, and when', async () => {
  const { app } = createWorld();
  await app.inject({ method: 'POST', url: '/', payload: {} });
  const { body, headers } = await app.inject({ url: '/metrics' });
  expect(headers['content-type']).toContain('text/plain');
  expect(body).toContain('cip_auditor_events_total{verdict="REJECTED",reason="malformed"} 0');
  expect(body).toContain(`cip_auditor_last_event_timestamp_seconds ${now / 1000}`);
  expect(body).toContain(`cip_auditor_last_fetch_timestamp_seconds ${now / 1000 - 90}`);
  expect(body).toContain('cip_auditor_verdict_seconds_count 0');
});

describe('/api/transactions', () => {
  it.each<[string, readonly string[]]>([
    ['', ['3', '2', '1']],
    ['?limit=2', ['3', '2']],
    ['?verdict=REJECTED', ['2']],
    ['?verdict=&q=', ['3', '2', '1']],
    ['?q=RUSTY', ['2']],
    ['?q=prod/hammer:v1', ['3', '1']],
    ['?q=working%20tree', ['3']],
    ['?q=nowhere', []],
  ])('%s', async (query, ids) => {
    const { app, ring } = createWorld();
    ring.add(transaction());
    ring.add(transaction({ id: '2', verdict: 'REJECTED', reason: 'unknown-tag', tag: 'rusty' }));
    ring.add(transaction({ id: '3', revision: 'working tree' }));
    const { items } = (await app.inject({ url: `/api/transactions${query}` })).json<{
      items: { id: string }[];
    }>();
    expect(items.map(({ id }) => id)).toEqual(ids);
  });

  it.each(['?limit=0', '?limit=1001', '?limit=x', '?verdict=GOOD', `?q=${'x'.repeat(501)}`])(
    '%s is refused',
    async (query) => {
      const response = await createWorld().app.inject({ url: `/api/transactions${query}` });
      expect(response.statusCode).toBe(400);
    },
  );

  it('says when there is nothing new', async () => {
    const { app, ring } = createWorld();
    const url = '/api/transactions';
    const { etag } = (await app.inject({ url })).headers;
    const again = { url, headers: { 'if-none-match': String(etag) } };
    expect((await app.inject(again)).statusCode).toBe(304);
    ring.add(transaction());
    expect((await app.inject(again)).statusCode).toBe(200);
  });

  it('agrees with its published schema', async () => {
    const { app, ring } = createWorld();
    ring.add(transaction({ parent: transaction().digest! }));
    const { id, time, explanation, revision } = transaction();
    ring.add({ id, time, explanation, revision, verdict: 'REJECTED', reason: 'malformed' });
    const file = new URL('../../../../docs/cli/schema/transactions.json', import.meta.url);
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(await readFile(file, 'utf8')) as object,
    );
    validate((await app.inject({ url: '/api/transactions' })).json());
    expect(validate.errors).toBeNull();
  });
});
