import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFile, defaultConfiguration, formerConfigurationFile } from '@cip/configuration';
import { createGitRepository, TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { readConfigurationFile, readTreeConfiguration, warnOfConfiguration } from './read-configuration.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

it('reads the configuration of a tree as it stands, or as it was', async () => {
  await using repository = await createGitRepository();
  await repository.write({ [configurationFile]: 'stagingPrefix: old-\n' });
  const revision = await repository.commit('old');
  await repository.write({ [configurationFile]: 'stagingPrefix: new-\n' });
  const directory = repository.folder;
  expect((await readTreeConfiguration({ directory }, {})).policy.stagingPrefix).toBe('new-');
  expect((await readTreeConfiguration({ directory, revision }, {})).policy.stagingPrefix).toBe('old-');
});

it('reads the file under its former name, and warns of it', async () => {
  const directory = await folders.create();
  await writeFile(path.join(directory, formerConfigurationFile), 'stagingPrefix: old-\n');
  const configuration = await readTreeConfiguration({ directory: '.' }, { cwd: directory });
  expect(configuration.policy.stagingPrefix).toBe('old-');
  const warnings: unknown[] = [];
  warnOfConfiguration(configuration, { warn: (...line: unknown[]) => warnings.push(line) });
  expect(warnings).toEqual([
    [
      '.cip-lint.yaml is called .cip.yaml now, and holds the same keys. Rename it: git mv .cip-lint.yaml .cip.yaml',
      { file: '.cip-lint.yaml' },
    ],
  ]);
});

it('refuses both names in one revision, but not each in its own', async () => {
  await using repository = await createGitRepository();
  await repository.write({ [formerConfigurationFile]: '' });
  const before = await repository.commit('before');
  await repository.write({ [configurationFile]: '' });
  const both = await repository.commit('both');
  const directory = repository.folder;
  expect((await readTreeConfiguration({ directory, revision: before }, {})).notices).toHaveLength(1);
  await expect(readTreeConfiguration({ directory, revision: both }, {})).rejects.toMatchObject({
    exitCode: 2,
    remedies: [expect.stringContaining('there are both .cip-lint.yaml and .cip.yaml')],
  });
});

it('takes no configuration for an empty one', async () => {
  const directory = await folders.create();
  expect(await readTreeConfiguration({ directory }, {})).toEqual(defaultConfiguration);
});

it('refuses a file that was named and is not there', async () => {
  const cwd = await folders.create();
  await expect(readConfigurationFile('none.yaml', { cwd })).rejects.toMatchObject({
    name: 'SourceError',
    location: 'none.yaml',
  });
});

it('tells everything that is wrong in one, with line and column', async () => {
  const cwd = await folders.create();
  await writeFile(path.join(cwd, 'policy.yaml'), 'rules:\n  tag-move: error\n  moving-tag: loud\n');
  await expect(readConfigurationFile('policy.yaml', { cwd })).rejects.toMatchObject({
    message: 'policy.yaml: this configuration cannot be used',
    exitCode: 2,
    remedies: [expect.stringMatching(/^policy\.yaml:2:3: /), expect.stringMatching(/^policy\.yaml:3:15: /)],
  });
});
