import path from 'node:path';
import { expect, it } from 'vitest';
import { pathsBelow } from './paths-below.js';

it.each([
  ['below the working directory', 'tree', 'tree/images/a/images.yaml', 'images/a/images.yaml'],
  ['the working directory', '.', 'images/a/images.yaml', 'images/a/images.yaml'],
  ['beside it', '../tree', '../tree/images/a/images.yaml', 'images/a/images.yaml'],
  ['above it', '..', 'a/images.yaml', `${path.basename(process.cwd())}/a/images.yaml`],
])('the folder is %s', (_, folder, file, expected) => {
  expect(pathsBelow(folder)(file)).toBe(expected);
});
