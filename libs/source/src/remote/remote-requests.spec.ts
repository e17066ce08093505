import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { seededBytes } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GitServer, noHttpBackend, serveGit } from './git-server.fixture.js';
import { imagesOf, RemoteRepository, tagsAndRevision } from './fixtures.js';

let remote: RemoteRepository;
let server: GitServer;

beforeEach(async () => {
  remote = await RemoteRepository.create();
  server = await serveGit(remote.git.folder);
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await remote[Symbol.asyncDispose]();
});

/** Requests that ask for references or objects; the others only open the conversation. */
function posts(): number {
  return server.requests.splice(0).filter((request) => request.startsWith('POST')).length;
}

async function writeImages(count: number, tag: string): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `registry/images/s${index}/images.yaml`);
  await remote.git.write(Object.fromEntries(names.map((name, index) => [name, imagesOf(`${tag}-${index}`)])));
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

if (noHttpBackend) it.skip('git over HTTP: git has no git-http-backend here');

describe.skipIf(noHttpBackend)('over HTTP', () => {
  it('all files that are new come in one request', async () => {
    await writeImages(100, 'v1');
    await remote.commitTag('v1');
    const tree = await remote.open({ url: server.url });
    await tree.update();
    const references = 1;
    const commit = 1;
    const contents = 1;
    expect(posts()).toBe(references + commit + contents);
    await writeImages(100, 'v2');
    const newer = await remote.commitTag('v2');
    expect(await tagsAndRevision(tree)).toEqual([['v2'], newer]);
    expect(posts()).toBe(references + commit + contents);
  });

  it('nothing new costs no contents', async () => {
    await remote.commitTag('v1');
    const tree = await remote.open({ url: server.url });
    await tree.update();
    server.requests.length = 0;
    await tree.update();
    expect(posts()).toBeLessThanOrEqual(2);
  });

  it('what lies outside of the tree is never sent', async () => {
    for (let commit = 0; commit < 3; commit++) {
      await remote.git.write({ [`large/${commit}.bin`]: seededBytes(`large ${commit}`, 1_000_000) });
      await remote.git.commit('large');
    }
    await remote.commitTag('v1');
    const tree = await remote.open({ url: server.url });
    const { repository } = await tree.update();
    expect(await sizeOf(path.dirname(repository.topLevel))).toBeLessThan(100_000);
  });

  it.each([
    ['everything', () => true],
    ['only objects', (request: string) => request.startsWith('POST')],
  ])('a server that fails for %s is tried again by the next update', async (_, fails) => {
    await remote.commitTag('v1');
    const tree = await remote.open({ url: server.url });
    server.behaviour = (request) => (fails(request) ? 503 : 'serve');
    await expect(tree.update()).rejects.toMatchObject({
      code: 'UNREACHABLE',
      location: server.url,
      reason: expect.stringContaining('503') as unknown,
    });
    server.behaviour = () => 'serve';
    await tree.update();
    server.behaviour = (request) => (fails(request) ? 503 : 'serve');
    const newer = await remote.commitTag('v2');
    await expect(tree.update()).rejects.toMatchObject({ code: 'UNREACHABLE' });
    server.behaviour = () => 'serve';
    expect(await tagsAndRevision(tree)).toEqual([['v2'], newer]);
  });

  it('a server that fails once in the middle is asked again at once', async () => {
    await remote.commitTag('v1');
    const tree = await remote.open({ url: server.url });
    let answers = 0;
    server.behaviour = (request) => (request.startsWith('POST') && ++answers === 3 ? 500 : 'serve');
    expect(await tagsAndRevision(tree)).toEqual([['v1'], await remote.git.git('rev-parse', 'HEAD')]);
  });

  it('no password is told', async () => {
    server.behaviour = () => 503;
    const tree = await remote.open({ url: server.url.replace('://', '://token:secret@') });
    const error: unknown = await tree.update().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'UNREACHABLE', location: server.url.replace('://', '://***@') });
    expect(String(error)).not.toMatch(/token|secret/);
  });

  it.each([
    ['references', 1],
    ['the commit', 2],
    ['the contents of files', 3],
  ])(
    'a server that falls silent when asked for %s is given up, and asked again later',
    async (_, request) => {
      const first = await remote.commitTag('v1');
      const tree = await remote.open({ url: server.url, timeout: 3_000 });
      let answers = 0;
      server.behaviour = (asked) => (asked.startsWith('POST') && ++answers === request ? 'hang' : 'serve');
      await expect(tree.update()).rejects.toMatchObject({
        code: 'UNREACHABLE',
        reason: 'fetching took longer than 3 seconds',
      });
      expect(await tagsAndRevision(tree)).toEqual([['v1'], first]);
    },
  );

  it('once it has been fetched, a server that falls silent is given up sooner', async () => {
    await remote.commitTag('v1');
    const tree = await remote.open({ url: server.url, laterTimeout: 3_000 });
    await tree.update();
    server.behaviour = () => 'hang';
    await expect(tree.update()).rejects.toMatchObject({ reason: 'fetching took longer than 3 seconds' });
  });
});
