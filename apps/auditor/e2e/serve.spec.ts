import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TemporaryFolders, writeTree } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningAuditor, runAuditor, startAuditor } from './start-auditor.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

const digest = `sha256:${createHash('sha256').update('image').digest('hex')}` as const;
const prod = 'registry.example/prod';
let tree: string;

beforeAll(async () => {
  tree = await folders.create();
  const images = { hammer: { [digest]: ['v1'] } };
  await writeTree(tree, { tools: { source: 'registry.example/staging', destinations: [prod], images } });
});

function push(data: object, messageId: string): RequestInit {
  const message = { data: Buffer.from(JSON.stringify(data)).toString('base64'), messageId };
  return { method: 'POST', body: JSON.stringify({ message }) };
}

const promised = { action: 'INSERT', digest: `${prod}/hammer@${digest}`, tag: `${prod}/hammer:v1` };
const deleted = { action: 'DELETE', tag: `${prod}/hammer:v1` };

describe('a service', () => {
  const alerts: string[] = [];
  const webhook = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      alerts.push(body);
      response.end();
    });
  });
  let auditor: RunningAuditor;

  beforeAll(async () => {
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
    const { port } = webhook.address() as AddressInfo;
    const hook = ['--alert-webhook', `http://127.0.0.1:${port}/`];
    auditor = await startAuditor(['--manifests', tree, '--log-format', 'json', '--grace', '0', ...hook]);
  });
  afterAll(() => webhook.close());

  it('judges what it is told, alerts what nobody approved, shows both, and ends in order', async () => {
    const verified = await fetch(`${auditor.address}/`, push(promised, 'm1'));
    expect([verified.status, await verified.json()]).toEqual([
      200,
      { verdict: 'VERIFIED', reason: 'promised' },
    ]);
    expect(alerts).toEqual([]);

    const rejected = await fetch(`${auditor.address}/events/pubsub`, push(deleted, 'm2'));
    expect([rejected.status, await rejected.json()]).toEqual([
      200,
      { verdict: 'REJECTED', reason: 'deleted' },
    ]);
    expect(alerts).toHaveLength(1);
    expect(JSON.parse(alerts[0] ?? '')).toMatchObject({ count: 1, reason: 'deleted' });

    const other = { action: 'INSERT', tag: 'registry.example/elsewhere/hammer:v1' };
    expect((await fetch(auditor.address, push(other, 'm3'))).status).toBe(204);

    const { items } = (await (await fetch(`${auditor.address}/api/transactions`)).json()) as {
      items: { id: string; revision: string }[];
    };
    expect(items.map(({ id, revision }) => [id, revision])).toEqual([
      ['m2', 'working tree'],
      ['m1', 'working tree'],
    ]);
    const metrics = await (await fetch(`${auditor.address}/metrics`)).text();
    expect(metrics).toContain('cip_auditor_events_total{verdict="REJECTED",reason="deleted"} 1');
    expect(metrics).toContain('cip_auditor_events_total{verdict="IGNORED",reason="unwatched"} 1');
    expect((await fetch(`${auditor.address}/readyz`)).status).toBe(200);
    const page = await fetch(auditor.address);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");

    auditor.kill('SIGTERM');
    const { code, stderr, stdout } = await auditor.finished;
    expect(code).toBe(143);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/"severity":"ERROR".*REJECTED/);
  });
});

it.each<[string, readonly string[], string]>([
  ['without manifests', ['--host', '127.0.0.1'], 'cip-auditor serve DIR'],
  ['with two trees', ['.', '--manifests', '..'], 'the argument . and --manifests exclude each other'],
  ['open to everybody', ['--manifests', '.'], '--allow-unauthenticated'],
  ['with half of what proves a caller', ['--manifests', '.', '--pubsub-audience', 'a'], 'only together'],
  [
    'with manifests that do not exist',
    ['--manifests', '/nonexistent', '--host', '127.0.0.1', '--port', '0'],
    '/nonexistent',
  ],
  [
    'with a secret that cannot be read',
    ['--manifests', '.', '--distribution-secret-file', '/nonexistent'],
    '--distribution-secret-file',
  ],
  [
    'with half a name',
    ['--manifests', '.', '--allow-unauthenticated', '--registry-name', 'a.example'],
    'SEEN=NAME',
  ],
  ['with no port', ['--manifests', '.', '--allow-unauthenticated', '--port', '70000'], '--port'],
])('%s it does not start', async (_, args, text) => {
  const { code, stderr } = await runAuditor(['serve', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(text);
  expect(stderr).not.toMatch(/\n\s+at /);
});
