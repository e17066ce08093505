import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TemporaryFolders, treeFiles, writeFiles } from '@cip/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { digest, expectSentences } from './pair.js';
import { runCip } from './run-cip.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

/** A tree whose images go to a dozen repositories of one host, with a configuration. */
async function treeFor(host: string, configuration: Readonly<Record<string, string>>): Promise<string> {
  const folder = await folders.create();
  const destinations = Array.from({ length: 12 }, (_, i) => `${host}/prod/${i}`);
  const tools = { source: `${host}/staging`, destinations, images: { app: { [digest]: ['v1'] } } };
  await writeFiles(folder, { ...treeFiles({ tools }), ...configuration });
  return folder;
}

/** A registry without anything, which knows how many requests it had to answer at a time. */
async function startEmptyRegistry(leastAtOnce = 1) {
  const facts = { most: 0 };
  const waiting: (() => void)[] = [];
  const server = createServer((_request, response) => {
    waiting.push(() => response.writeHead(404, { 'content-type': 'application/json' }).end('{}'));
    facts.most = Math.max(facts.most, waiting.length);
    if (facts.most < leastAtOnce) return;
    // Whatever else is sent at the same time arrives before the answers.
    setImmediate(() => {
      waiting.splice(0).forEach((answer) => {
        answer();
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    facts,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('parallel requests to a registry', () => {
  it('are several by default', async () => {
    await using registry = await startEmptyRegistry(2);
    expect((await runCip(['plan', await treeFor(registry.host, {})])).code).toBe(1);
    expect(registry.facts.most).toBeGreaterThan(1);
  });

  it.each<[string, number, string[], string]>([
    ['the configuration says', 1, [], '.cip.yaml'],
    ['it says under its former name', 1, [], '.cip-lint.yaml'],
    ['a flag says, whatever the configuration', 24, ['--concurrency-per-host', '1'], '.cip.yaml'],
  ])('are as few as %s', async (_, concurrency, flags, name) => {
    await using registry = await startEmptyRegistry();
    const text = `registries: {"${registry.host}": {concurrency: ${concurrency}}}\n`;
    expect((await runCip(['plan', await treeFor(registry.host, { [name]: text }), ...flags])).code).toBe(1);
    expect(registry.facts.most).toBe(1);
  });
});

describe('a configuration', () => {
  it('under its former name counts, with a warning', async () => {
    await using registry = await startEmptyRegistry();
    const folder = await treeFor(registry.host, { '.cip-lint.yaml': '' });
    const { stderr } = await runCip(['plan', '.'], { cwd: folder });
    expect(stderr).toContain('Rename it: git mv .cip-lint.yaml .cip.yaml');
  });

  it.each([
    [
      'there are two',
      { '.cip.yaml': '', '.cip-lint.yaml': '' },
      'there are both .cip-lint.yaml and .cip.yaml',
    ],
    [
      'it says how to speak to a registry',
      { '.cip.yaml': 'registries: {registry.example: {plainHttp: true}}\n' },
      '.cip.yaml:1:33: "registry.example" has the unknown key "plainHttp"',
    ],
    [
      'it leads out of the tree',
      { '.cip.yaml': 'trust: {root: ../root.json}\n' },
      '.cip.yaml:1:15: "../root.json" is not a file below the folder of this configuration',
    ],
  ])('stops everything where %s', async (_, files, message) => {
    await using registry = await startEmptyRegistry();
    const folder = await treeFor(registry.host, files);
    const result = await runCip(['plan', '.'], { cwd: folder });
    expectSentences(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain(message);
    expect(registry.facts.most).toBe(0);
  });
});
