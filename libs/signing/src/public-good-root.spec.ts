import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startSigstore, startTufRepository, TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { publicGoodRoot } from './public-good-root.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

it('the trust root is fetched by TUF, and what is cached need not be fetched again', async () => {
  await using sigstore = await startSigstore();
  await using repository = await startTufRepository({ 'trusted_root.json': sigstore.trustedRoot });
  const cache = await folders.create();
  const root = path.join(cache, 'first-root.json');
  await writeFile(root, repository.root);
  const options = { cache, mirror: repository.url, root };
  const trusted = await publicGoodRoot(options);
  expect(trusted.certificateAuthorities).toHaveLength(1);
  const targets = (): string[] => repository.requests.filter((asked) => asked.startsWith('/targets/'));
  expect(targets()).toHaveLength(1);
  expect((await publicGoodRoot(options)).tlogs).toHaveLength(1);
  expect(targets()).toHaveLength(1);
});

it('one that its keys did not sign is refused', async () => {
  await using sigstore = await startSigstore();
  await using repository = await startTufRepository({ 'trusted_root.json': sigstore.trustedRoot });
  await using other = await startTufRepository({});
  const cache = await folders.create();
  const root = path.join(cache, 'first-root.json');
  await writeFile(root, other.root);
  await expect(publicGoodRoot({ cache, mirror: repository.url, root })).rejects.toMatchObject({
    name: 'TrustError',
    message: expect.stringMatching(/cannot be had .*"trust" in \.cip\.yaml/) as string,
  });
});

it('one that was exchanged is refused', async () => {
  await using sigstore = await startSigstore();
  await using repository = await startTufRepository({ 'trusted_root.json': sigstore.trustedRoot });
  repository.tamper('trusted_root.json', sigstore.trustedRoot.replace('127.0.0.1', 'evil.test'));
  const cache = await folders.create();
  const root = path.join(cache, 'first-root.json');
  await writeFile(root, repository.root);
  await expect(publicGoodRoot({ cache, mirror: repository.url, root })).rejects.toThrow(/cannot be had/);
});

it('a repository that is not there is an error that says what to do', async () => {
  const cache = await folders.create();
  const repository = await startTufRepository({});
  const root = path.join(cache, 'first-root.json');
  await writeFile(root, repository.root);
  await repository[Symbol.asyncDispose]();
  await expect(publicGoodRoot({ cache, mirror: repository.url, root })).rejects.toThrow(
    /name a file of it under "trust"/,
  );
});
