import { expect, it } from 'vitest';
import type { AddedImage } from '../registry-facts.js';
import { imageTooLarge } from './image-too-large.js';
import { factsWith, findings, image, newDigest, source } from './online-facts.fixture.js';

const mebibyte = 1024 * 1024;
const found = (facts: AddedImage['facts'] & object, maxImageSize?: number) =>
  findings(imageTooLarge, factsWith({ added: [{ source, digest: newDigest, facts }] }), {
    policy: { ...(maxImageSize !== undefined && { maxImageSize }) },
  });

it.each([
  [1001, 1000, 'sha256:1a0000000000 has 1001 bytes, more than the 1000 bytes that are allowed'],
  [3 * mebibyte, 1.5 * mebibyte, 'sha256:1a0000000000 has 3.0 MiB, more than the 1.5 MiB that are allowed'],
])('%i bytes where %i are allowed', (size, allowed, message) => {
  expect(found({ ...image, size }, allowed)).toMatchObject([
    {
      severity: 'warning',
      message,
      where: { line: 3, column: 5 },
      touches: [{ image: 'app', digest: newDigest }],
    },
  ]);
});

it.each<[situation: string, facts: AddedImage['facts'] & object, maxImageSize?: number]>([
  ['an image of just the size that is allowed', { ...image, size: 1000 }, 1000],
  ['a large image, and nothing said about sizes', { ...image, size: 1e12 }],
  ['an image that could not be read', { failure: { code: 'UNAVAILABLE', reason: 'answered 500' } }, 1],
])('%s is fine', (_, facts, maxImageSize) => {
  expect(found(facts, maxImageSize)).toEqual([]);
});
