import path from 'node:path';
import { expect, it } from 'vitest';
import { findProgram } from './find-program.js';

const folder = path.dirname(process.execPath);
const name = path.basename(process.execPath);

it.each([
  ['on the PATH', `/nonexistent${path.delimiter}${folder}`, process.execPath],
  ['not on the PATH', '/nonexistent', undefined],
])('a program %s', async (_, searchPath, expected) => {
  expect(await findProgram(name, searchPath)).toBe(expected);
});
