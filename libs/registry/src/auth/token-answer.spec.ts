import { expect, it } from 'vitest';
import { readTokenAnswer } from './token-answer.js';

it.each([
  ['300', 300],
  ['"300"', 300],
  ['0.5', 0.5],
  ['0', 60],
  ['-1', 60],
  ['null', 60],
  ['"soon"', 60],
  ['1e999', 86_400],
  ['31536000', 86_400],
])('a token that lives %s s is kept for %d s', (written, expiresIn) => {
  const body = Buffer.from(`{"token":"t","expires_in":${written}}`);
  expect(readTokenAnswer(body)).toEqual({ token: 't', expiresIn });
});
