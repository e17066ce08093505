import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { GrowingBlobFiles } from './blob-files.js';
import { temporaryFolder } from './fixtures.js';
import { IndexFile } from './index-file.js';
import { IndexWriter } from './index-writer.js';
import { makeLayout } from './make-layout.js';
import { versionText, workFolderName } from './prepare-directory.js';
import { TemporaryFiles } from './temporary-files.js';

it('a layout that another process makes between two looks is left as it is', async () => {
  await using place = await temporaryFolder();
  const directory = place.folder;
  const work = path.join(directory, workFolderName);
  const temporary = new TemporaryFiles(directory, work);
  const blobs = new GrowingBlobFiles(directory, temporary);
  const index = new IndexFile(directory);
  const writer = new IndexWriter({
    index,
    blobs,
    temporary,
    lockFile: path.join(work, 'lock'),
    patience: 1000,
  });
  const theirs = JSON.stringify({ schemaVersion: 2, manifests: [] });
  let looks = 0;
  // The folder of the blobs is looked for after the file oci-layout.
  Object.defineProperty(blobs, 'folder', {
    get: () => {
      const folder = path.join(directory, 'blobs');
      if (looks++ > 0) return folder;
      mkdirSync(path.join(folder, 'sha256'), { recursive: true });
      writeFileSync(path.join(directory, 'oci-layout'), versionText);
      writeFileSync(path.join(directory, 'index.json'), theirs);
      return folder;
    },
  });
  await makeLayout({ directory, temporary, blobs, index, writer });
  expect(looks).toBeGreaterThan(0);
  expect(await index.read()).toMatchObject({ entries: [] });
});
