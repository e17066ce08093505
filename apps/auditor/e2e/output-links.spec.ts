import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { imagesYaml, registriesYaml, TemporaryFolders, writeFiles } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { runAuditor } from './start-auditor.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
  ['a folder for artifacts', ['sweep'], { ARTIFACTS: 'link' }],
  ['a journal', ['serve', '--port', '0', '--allow-unauthenticated', '--journal', 'link/journal'], {}],
])('%s that a link of the working directory leads to is refused', async (_, args, env) => {
  const [cwd, elsewhere] = [await folders.create(), await folders.create()];
  await mkdir(path.join(cwd, 'tree'));
  await writeFiles(path.join(cwd, 'tree'), {
    'manifests/foo/promoter-manifest.yaml': registriesYaml({
      source: 'localhost:1/a',
      destinations: ['localhost:1/b'],
    }),
    'images/foo/images.yaml': imagesYaml({}),
  });
  await symlink(elsewhere, path.join(cwd, 'link'));
  const result = await runAuditor([...args, '--manifests', 'tree'], { cwd, env });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(`"${path.join(cwd, 'link')}" is a symbolic link`);
  expect(await readdir(elsewhere)).toEqual([]);
});
