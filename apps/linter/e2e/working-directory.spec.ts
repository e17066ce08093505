import path from 'node:path';
import { expect, it } from 'vitest';
import { images, sound } from './marked-tree.js';
import { reportOf, runLint } from './run-cip-lint.js';
import { folderOf } from './tree-folder.js';

it.each([
  ['tree', '.'],
  ['.', 'tree'],
  ['..', 'tree/images'],
  ['../..', 'tree/images/foo'],
  ['../../tree', 'tree/images'],
])('paths in the configuration of %s mean the same from %s', async (given, below) => {
  const configuration = 'overrides:\n- paths: [images/foo/**]\n  rules: {moving-tag: error}\n';
  const files = {
    ...sound,
    [images]: sound[images]?.replace('v1.0.0', 'v1'),
    '.cip.yaml': configuration,
  };
  const cwd = path.join(await folderOf({ tree: files }), below);
  const result = await runLint([given, '--format', 'json'], { cwd });
  expect(reportOf(result).items).toMatchObject([{ rule: 'moving-tag', severity: 'error' }]);
  expect(result.code).toBe(1);
});
