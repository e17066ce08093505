import { expect, it } from 'vitest';
import { formatLine, parseLine } from './journal-line.js';

it.each(['-1', '0.5', '1e999', '9007199254740993', '"1"'])('a line with the number %s is none', (number) => {
  expect(parseLine(`{"settled":${number}}`)).toBeUndefined();
  expect(parseLine(`{"added":${number},"id":"a","malformed":"no JSON","contents":""}`)).toBeUndefined();
});

it('a line with a time that is none is none', () => {
  const digest = `sha256:${'a'.repeat(64)}` as const;
  const attached = { repository: 'gcr.io/a', tag: 'v1', digest, publishedAt: 1 };
  const line = formatLine({ kind: 'attached', attached });
  expect(parseLine(line)).toEqual({ kind: 'attached', attached });
  expect(parseLine(line.replace('"publishedAt":1', '"publishedAt":1e999'))).toBeUndefined();
});

it('a line is read as it was written', () => {
  expect(parseLine(formatLine({ kind: 'settled', number: 7 }))).toEqual({ kind: 'settled', number: 7 });
});
