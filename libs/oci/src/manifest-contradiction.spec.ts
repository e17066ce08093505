import { expect, it } from 'vitest';
import { contradictionIn, digestOf, mediaTypes } from './index.js';

const { ociIndex, ociManifest } = mediaTypes;

it.each([
  ['an image', ociManifest, { config: {}, layers: [] }, undefined],
  [
    'an image that names its type',
    ociManifest,
    { mediaType: ociManifest, config: {}, layers: [] },
    undefined,
  ],
  ['an index', ociIndex, { manifests: [] }, undefined],
  ['an index with an empty field', ociIndex, { manifests: [], layers: null }, undefined],
  ['manifests and layers', ociIndex, { manifests: [], layers: [] }, /both "manifests" and "layers"/],
  ['manifests and config', ociManifest, { manifests: [], config: {} }, /both "manifests" and "config"/],
  [
    'another type',
    ociManifest,
    { mediaType: ociIndex, config: {}, layers: [] },
    /serves it as .*manifest.*index/,
  ],
])('%s', (_, mediaType, body, expected) => {
  const bytes = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, ...body }));
  const found = contradictionIn({
    descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length },
    bytes,
  });
  if (expected) expect(found).toMatch(expected);
  else expect(found).toBeUndefined();
});
