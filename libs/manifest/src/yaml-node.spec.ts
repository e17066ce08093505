import { expect, it } from 'vitest';
import { shortText } from './yaml-node.js';

it.each([
  ['what prints', 'é "1.10"', '"é \\"1.10\\""'],
  ['what does not', 'a\u0085\u202e', '"a\\u0085\\u202e"'],
  ['what is long', 'a'.repeat(101), `"${'a'.repeat(97)}..."`],
])('%s', (_, text, shown) => {
  expect(shortText(text)).toBe(shown);
});
