import { expect, it } from 'vitest';
import { quoted } from './quoted.js';

it.each([
  ['what prints', 'a "b" é', '"a \\"b\\" é"'],
  ['what does not', 'a\u0007\u202e', '"a\\u0007\\u202e"'],
  ['what is long', 'a'.repeat(121), `"${'a'.repeat(117)}..."`],
  ['a long password', `me:${'word'.repeat(50)}@reg.example/app`, '"***@reg.example/app"'],
])('%s', (_, text, shown) => {
  expect(quoted(text)).toBe(shown);
});
