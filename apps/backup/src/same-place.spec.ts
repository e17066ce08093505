import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { refuseNested } from './refuse-nested.js';
import { placeOf } from './same-place.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

describe('names of one place', () => {
  it.each([
    ['localhost:5000/a', '127.0.0.1:5000/a', true],
    ['localhost:5000/a', '[::1]:5000/a', true],
    ['127.0.0.1:5000/a', '127.1.2.3:5000/a', true],
    ['localhost:5000/a', 'localhost:5001/a', false],
    ['localhost:5000/a', 'localhost:5000/b', false],
    ['127.example.org/a', 'localhost/a', false],
    ['oci:a', `oci:${process.cwd()}/b/../a`, true],
    ['oci:a', 'oci:b', false],
  ])('%s and %s: %s', (one, other, isSame) => {
    expect(placeOf(one) === placeOf(other)).toBe(isSame);
  });

  it('are a directory and a link to it', async () => {
    const folder = await folders.create();
    const link = path.join(await folders.create(), 'link');
    await symlink(folder, link);
    expect(placeOf(`oci:${path.join(link, 'backup')}`)).toBe(placeOf(`oci:${folder}/backup`));
  });
});

describe('a backup inside of its source', () => {
  it('is refused by whatever name of the host', () => {
    const nested = [{ from: '127.0.0.1:5000/prod', to: 'localhost:5000/prod/backup' }];
    expect(() => {
      refuseNested(nested);
    }).toThrow('lies inside of its own source');
    refuseNested([{ from: '127.0.0.1:5000/prod', to: 'localhost:5000/prod-backup' }]);
  });
});
