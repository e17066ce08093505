import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellWord } from './shell-word.js';

it.each([
  'images/tools/images.yaml',
  '',
  'a b',
  "it's",
  '$(touch x)',
  '`x`',
  'a;b',
  '*',
  '~',
  '"',
  '\\',
  'é',
])('a shell reads %s back', (text) => {
  const printed = execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' });
  expect(printed).toBe(text);
});
