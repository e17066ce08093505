import { digestOf, mediaTypes } from '@cip/oci';
import { expect, it } from 'vitest';
import { BackupError } from './errors.js';
import { recordHead } from './record-artifact.js';

function headOf(annotations: unknown) {
  const bytes = Buffer.from(JSON.stringify({ annotations }));
  const descriptor = { mediaType: mediaTypes.ociManifest, digest: digestOf(bytes), size: bytes.length };
  return recordHead('2030/01/31/09', { bytes, descriptor });
}

const images = 'io.k8s.container-image-promoter.images';

it.each(['many', '-1', '1e9', '', '9'.repeat(400)])('a record of %j images is broken', (figure) => {
  expect(() => headOf({ [images]: figure })).toThrow(BackupError);
});

it.each([
  ['null', null],
  ['a list', ['a']],
  ['a number', { [images]: 7 }],
  ['an object', { [images]: { toString: 1 } }],
])('annotations that are %s tell nothing', (_, annotations) => {
  expect(headOf(annotations)).toMatchObject({ images: 0, lost: 0, finished: '' });
});

it('what is written is told', () => {
  expect(headOf({ [images]: '12' })).toMatchObject({ images: 12 });
});
