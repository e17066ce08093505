import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { prepareArtifacts, prepareFile } from './prepare-files.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

it('makes the folder for artifacts', async () => {
  const folder = path.join(await folders.create(), 'logs/artifacts');
  await prepareArtifacts(folder);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

it('refuses a folder for artifacts that cannot be one', async () => {
  const file = path.join(await folders.create(), 'file');
  await writeFile(file, '');
  const message = `$ARTIFACTS (${file}): nothing can be written there`;
  await expect(prepareArtifacts(file)).rejects.toThrow(message);
});

it('gives up where nothing can be made, as below /proc', async () => {
  await expect(prepareArtifacts('/proc/none/artifacts')).rejects.toThrow('nothing can be written there');
});

it('refuses a file in a folder that is not there', async () => {
  const file = path.join(await folders.create(), 'missing/plan.json');
  await expect(prepareFile(file, '--output')).rejects.toThrow(`--output (${file})`);
  await expect(prepareFile(path.dirname(file), '--output')).resolves.toBeUndefined();
});
