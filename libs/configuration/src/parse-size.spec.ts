import { expect, it } from 'vitest';
import { parseSize } from './parse-size.js';

it.each([
  ['512', 512],
  ['512B', 512],
  ['64 MiB', 64 * 2 ** 20],
  ['64Mi', 64 * 2 ** 20],
  ['1.5GB', 1.5e9],
  ['10GiB', 10 * 2 ** 30],
  ['2kb', 2000],
])('%s is %i bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

it.each(['', '0', '0GiB', 'GiB', '-1GiB', '1e3', '1PiB', '10 GiB of layers', '9999999TiB'])(
  '%j is no size',
  (text) => {
    expect(parseSize(text)).toBeUndefined();
  },
);
