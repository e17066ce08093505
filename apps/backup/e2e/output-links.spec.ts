import { readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runBackup, temporaryFolder } from './run-cip-backup.js';

const run = ['run', '--from', 'localhost:1/prod', '--to'];

it.each([
  ['a file for metrics', [...run, 'localhost:1/backup', '--metrics-file', 'link/metrics']],
  ['a lock', [...run, 'localhost:1/backup', '--lock', 'link/lock']],
  ['a backup', [...run, 'oci:link/backup']],
  ['a backup to prune', ['prune', '--backup', 'oci:link/backup']],
])('%s below a link of the working directory is refused', async (_, args) => {
  const [cwd, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  await symlink(elsewhere, path.join(cwd, 'link'));
  const result = await runBackup(args, { cwd });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(`"${path.join(cwd, 'link')}" is a symbolic link`);
  expect(await readdir(elsewhere)).toEqual([]);
});
