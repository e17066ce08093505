import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runCip, temporaryFolder } from './run-cip.js';

const old = ['compare', 'localhost:1/old', 'localhost:1/new'];

it.each<[string, string, readonly string[], Readonly<Record<string, string>>]>([
  ['a folder for artifacts', 'artifacts', ['plan'], { ARTIFACTS: 'artifacts' }],
  ['an artifact', 'reports/cip.json', ['plan'], { ARTIFACTS: 'reports' }],
  ["a shard's artifact", 'reports/cip-0-of-2.json', ['plan', '--shard', '0/2'], { ARTIFACTS: 'reports' }],
  ['the file of a plan', 'artifacts', ['plan', '--output', 'artifacts/plan.json'], {}],
  ['the file of a comparison', 'artifacts', [...old, '--state', 'artifacts/state'], {}],
  ['a folder for manifests', 'artifacts', [...old, '--write-manifest', 'artifacts/new'], {}],
])('%s that is a link below the working directory is refused', async (_, link, args, env) => {
  const [cwd, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  await mkdir(path.join(cwd, 'reports'));
  await symlink(elsewhere, path.join(cwd, 'artifacts'));
  for (const name of ['cip.json', 'cip-0-of-2.json'])
    await symlink(path.join(elsewhere, name), path.join(cwd, 'reports', name));
  const tree = args[0] === 'plan' ? ['--thin-manifest-dir', '.'] : [];
  const result = await runCip([...args, ...tree], { cwd, env });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(`${path.join(cwd, link)}" is a symbolic link`);
  expect(await readdir(elsewhere)).toEqual([]);
});
