import { expect, it } from 'vitest';
import { withoutPassword } from './without-password.js';

it.each([
  ['cip: https://me:word@reg.example/prod: no', 'cip: https://***@reg.example/prod: no'],
  ['https://token@git.example/r.git', 'https://***@git.example/r.git'],
  ['--plain-http "me:word@reg.example"', '--plain-http "***@reg.example"'],
  ['--plain-http=me:word@reg.example', '--plain-http=***@reg.example'],
  ['me:word@reg.example/a and b:c@reg.example', '***@reg.example/a and ***@reg.example'],
  ['https://me:w:o:rd@reg.example', 'https://***@reg.example'],
])('%s', (text, shown) => {
  expect(withoutPassword(text)).toBe(shown);
});

it.each([
  `registry.example/app:v1@sha256:${'a'.repeat(64)}`,
  `app:v1@sha256:${'a'.repeat(64)}`,
  'https://github.com/o/r/.github/workflows/release.yml@refs/heads/main',
  'git@git.example:org/repository.git',
  'signed by someone@example.com: not trusted',
  'registry.example:5000/app:v1',
])('%s stays', (text) => {
  expect(withoutPassword(text)).toBe(text);
});

it.each(['a:', '--x=a:', '://', 'a', ' a:b'])('%j without an end is read in time', (part) => {
  const text = part.repeat(100_000);
  expect(withoutPassword(text)).toBe(text);
});
