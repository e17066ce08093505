import path from 'node:path';
import { buildImage } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { push, temporaryFolder } from './fixtures.js';
import { openLayout } from './index.js';
import { takeIndexLock } from './take-index-lock.js';

const patience = 100;

describe('a layout that another process is writing', () => {
  it('can be read, and takes blobs; a tag waits for its turn', async () => {
    await using place = await temporaryFolder();
    const directory = path.join(place.folder, 'layout');
    const image = buildImage('image');
    await using layout = await openLayout(directory, { rights: 'write-once', lockPatience: patience });
    const lock = await takeIndexLock(path.join(directory, '.cip', 'lock'), { directory, patience });
    const app = layout.repository('app');
    await push(app, image);
    await expect(push(app, image, 'v1')).rejects.toMatchObject({ code: 'LOCKED' });
    expect(await app.list()).toMatchObject({ exists: false });
    await lock.release();
    await push(app, image, 'v1');
    expect(await layout.repositories()).toEqual(['app']);
  });
});
