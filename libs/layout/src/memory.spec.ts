import { createHash } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './fixtures.js';
import { openLayout } from './index.js';

describe('memory', () => {
  it('does not grow with the size of a blob', async () => {
    await using place = await temporaryFolder();
    const directory = path.join(place.folder, 'layout');
    await using layout = await openLayout(directory, { rights: 'write-once' });
    const piece = Buffer.alloc(2 ** 20, 'x');
    const pieces = 192;
    const hash = createHash('sha256');
    for (let i = 0; i < pieces; i++) hash.update(piece);
    const blob = {
      mediaType: 'application/octet-stream',
      digest: `sha256:${hash.digest('hex')}`,
      size: pieces * piece.byteLength,
    } as const;
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const look = (): void => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    };
    const upload = await layout.repository('app').openUpload(blob);
    if (upload === 'mounted') throw new Error('it was never there');
    await upload.send(async function* () {
      for (let i = 0; i < pieces; i++) {
        look();
        yield await Promise.resolve(Buffer.from(piece));
      }
    });
    for await (const chunk of layout.repository('app').fetchBlob(blob)) {
      look();
      expect(chunk.byteLength).toBeLessThanOrEqual(2 ** 20);
    }
    expect(most).toBeLessThan(blob.size / 2);
  }, 120_000);
});
