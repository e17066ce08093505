import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultPolicy } from '@cip/policy';
import { createGitRepository, TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { policyFile, readPolicyFile, readTreePolicy } from './read-policy.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

it('reads the configuration of a tree as it stands, or as it was', async () => {
  await using repository = await createGitRepository();
  await repository.write({ [policyFile]: 'stagingPrefix: old-\n' });
  const revision = await repository.commit('old');
  await repository.write({ [policyFile]: 'stagingPrefix: new-\n' });
  const directory = repository.folder;
  expect((await readTreePolicy({ directory }, {})).stagingPrefix).toBe('new-');
  expect((await readTreePolicy({ directory, revision }, {})).stagingPrefix).toBe('old-');
});

it('takes no configuration for an empty one', async () => {
  const directory = await folders.create();
  expect(await readTreePolicy({ directory }, {})).toEqual(defaultPolicy);
});

it('refuses a file that was named and is not there', async () => {
  const cwd = await folders.create();
  await expect(readPolicyFile('none.yaml', { cwd })).rejects.toMatchObject({
    name: 'SourceError',
    location: 'none.yaml',
  });
});

it('tells everything that is wrong in one, with line and column', async () => {
  const cwd = await folders.create();
  await writeFile(path.join(cwd, 'policy.yaml'), 'rules:\n  tag-move: error\n  moving-tag: loud\n');
  await expect(readPolicyFile('policy.yaml', { cwd })).rejects.toMatchObject({
    message: 'policy.yaml: this configuration cannot be used',
    exitCode: 2,
    remedies: [expect.stringMatching(/^policy\.yaml:2:3: /), expect.stringMatching(/^policy\.yaml:3:15: /)],
  });
});
