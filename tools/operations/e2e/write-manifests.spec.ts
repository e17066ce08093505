import { readdir } from 'node:fs/promises';
import {
  buildMultiPlatform,
  noRealRegistry,
  pushImage,
  realRegistry,
  TemporaryFolders,
  walkRepository,
} from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { readBlocks } from '../src/page-blocks.js';
import { runScript } from '../src/run-script.js';
import { operationsText } from '../src/workspace.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

const author = {
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.com',
};

it('the page about manifests takes an empty folder to an image in production, in five commands', async ({
  skip,
}) => {
  await using registry = await realRegistry();
  if (!registry) return skip(noRealRegistry);
  const { host } = registry;
  const [first, second] = [buildMultiPlatform('first'), buildMultiPlatform('second')];
  await pushImage(host, 'k8s-staging-docs/site', first, ['v1.0.0']);
  await pushImage(host, 'k8s-staging-docs/site', second, ['v1.1.0']);
  const cwd = await folders.create();
  const outputs: string[] = [];
  const blocks = readBlocks(operationsText('write-manifests.md'));
  for (const { text, exitCode } of blocks) {
    // One registry stands in for all; their paths differ.
    const block = text.replaceAll(/(?:us-docker\.pkg\.dev|europe-docker\.pkg\.dev|gcr\.io)(?=\/)/g, (name) =>
      name === 'europe-docker.pkg.dev' ? `${host}/europe` : host,
    );
    const { code, stdout, stderr } = await runScript(block, { cwd, env: author, isReal: true });
    expect(code, `${block}\n${stderr}${stdout}`).toBe(exitCode);
    outputs.push(stdout);
    if (outputs.length === 1) {
      for (const region of ['', 'europe/']) {
        const walk = await walkRepository(host, `${region}k8s-artifacts-prod/images/docs/site`);
        expect(walk.tags).toEqual({ 'v1.0.0': first.descriptor.digest });
      }
    }
  }
  expect(blocks[0]?.text.trim().split('\n')).toHaveLength(5);
  const [promoted, like, released, looked, formatted] = outputs;
  expect(promoted).toContain('written: images/docs/images.yaml');
  expect(promoted).toContain('2 promoted');
  expect(like).toContain('k8s-artifacts-prod/images/guides');
  expect(released).toContain('on the new branch promote-docs-v1.1.0');
  expect(looked).toContain(second.descriptor.digest);
  expect(formatted).toContain('nothing to rewrite');
  expect(await readdir(cwd)).toEqual(['.git', 'images', 'manifests']);
});
