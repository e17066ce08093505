import path from 'node:path';
import { expect, it } from 'vitest';
import { findProgram } from './find-program.js';

const folder = path.dirname(process.execPath);
const name = path.basename(process.execPath);

it.each([
  ['on the PATH', undefined, `/nonexistent${path.delimiter}${folder}`, process.execPath],
  ['by its file', process.execPath, '', process.execPath],
  ['not on the PATH', undefined, '/nonexistent', undefined],
  ['by a file that is not there', '/nonexistent/node', folder, undefined],
])('a program %s', async (_, given, searchPath, expected) => {
  expect(await findProgram(name, given, searchPath)).toBe(expected);
});
