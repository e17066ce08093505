import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, writeFiles } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { digest, expectSentences, startPair } from './pair.js';
import { runCip, temporaryFolder } from './run-cip.js';
import { complaintsOf } from './world.js';

describe.each([
  ['a plain manifest', (file: string) => ['--manifest', file]],
  ['a configuration', (file: string) => ['--thin-manifest-dir', '.', '--policy', file]],
])('%s that is a link out of what is reviewed', (_, args) => {
  it.each(['in a repository', 'outside of Git'])('%s is not read', async (where) => {
    await using repository = await createGitRepository();
    const cwd = where === 'in a repository' ? repository.folder : await temporaryFolder();
    await writeFiles(cwd, { 'images/a/images.yaml': '' });
    await symlink('/proc/self/environ', path.join(cwd, 'file.yaml'));
    const result = await runCip(['plan', ...args('file.yaml')], { cwd, env: { SECRET: 'TOKEN' } });
    expectSentences(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/file\.yaml: it is a link that leads out of/);
    expect(result.stdout + result.stderr).not.toContain('TOKEN');
  });
});

it('a subproject whose files Git changes on checkout is left out, the others are promoted', async () => {
  await using pair = await startPair();
  await using repository = await createGitRepository(pair.folder);
  await writeFile(path.join(pair.folder, 'images/other/.gitattributes'), '* filter=lfs\n');
  await repository.commit('with a filter');
  const result = await pair.promote();
  expect(result.code).toBe(1);
  expect(complaintsOf(result)).toMatchObject([
    { kind: 'invalid-manifest', where: { file: 'images/other/images.yaml' } },
  ]);
  expect(pair.production.digestSet()).toEqual([`prod/app@${digest},v1`]);
});
