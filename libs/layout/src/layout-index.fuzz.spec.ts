import { digestOf, isDigest, isRepositoryPath, isTag, mediaTypes } from '@cip/oci';
import { expectPrintable, fuzz, jsonNear } from '@cip/testing';
import { expect, it } from 'vitest';
import { formatLayoutIndex, parseLayoutIndex } from './layout-index.js';

const entry = (name: string) => ({
  mediaType: mediaTypes.ociManifest,
  digest: digestOf(Buffer.from(name)),
  size: name.length,
  annotations: { 'org.opencontainers.image.ref.name': `team/app:${name}` },
});
const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [entry('v1'), entry('v2')] };

it('an index.json names sound tags, also when it is written again, or is refused', async () => {
  await fuzz(jsonNear(index), (text) => {
    const read = parseLayoutIndex(text);
    if (typeof read === 'string') {
      expectPrintable(read);
      return;
    }
    for (const { descriptor, name } of read.entries) {
      expect(isDigest(descriptor.digest)).toBe(true);
      expect(Number.isSafeInteger(descriptor.size) && descriptor.size >= 0).toBe(true);
      if (name) expect(isRepositoryPath(name.repository) && isTag(name.tag)).toBe(true);
    }
    expect(parseLayoutIndex(formatLayoutIndex(read))).toMatchObject({ tags: read.tags });
  });
});
