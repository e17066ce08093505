import { mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { prepareArtifacts, prepareFile } from './prepare-files.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

it('makes the folder for artifacts', async () => {
  const folder = path.join(await folders.create(), 'logs/artifacts');
  await prepareArtifacts(folder, []);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

it('refuses a folder for artifacts that cannot be one', async () => {
  const file = path.join(await folders.create(), 'file');
  await writeFile(file, '');
  const message = `$ARTIFACTS (${file}): nothing can be written there`;
  await expect(prepareArtifacts(file, [])).rejects.toThrow(message);
});

it('gives up where nothing can be made, as below /proc', async () => {
  await expect(prepareArtifacts('/proc/none/artifacts', [])).rejects.toThrow('nothing can be written there');
});

it('refuses a file in a folder that is not there', async () => {
  const file = path.join(await folders.create(), 'missing/plan.json');
  await expect(prepareFile(file, '--output')).rejects.toThrow(`--output (${file})`);
  await expect(prepareFile(path.dirname(file), '--output')).resolves.toBeUndefined();
});

it('refuses artifacts and files that links of a checkout would lead elsewhere', async () => {
  const [checkout, elsewhere] = [await folders.create(), await folders.create()];
  await mkdir(path.join(checkout, '.git'));
  const [folder, link] = [path.join(checkout, 'real'), path.join(checkout, 'artifacts')];
  await symlink(elsewhere, link);
  await mkdir(folder);
  await symlink(path.join(elsewhere, '.bashrc'), path.join(folder, 'junit.xml'));
  const refusal = (file: string): RegExp => new RegExp(`"${file}" is a symbolic link`);
  await expect(prepareArtifacts(link, [])).rejects.toThrow(refusal(link));
  const junit = path.join(folder, 'junit.xml');
  await expect(prepareArtifacts(folder, [junit])).rejects.toThrow(refusal(junit));
  await expect(prepareFile(junit, '--output')).rejects.toThrow(refusal(junit));
  await expect(prepareFile(path.join(link, 'plan.json'), '--output')).rejects.toThrow(refusal(link));
  expect(await readdir(elsewhere)).toEqual([]);
});
