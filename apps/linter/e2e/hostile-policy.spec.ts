import { imagesYaml } from '@cip/testing';
import { expect, it } from 'vitest';
import { type Files, images, sound } from './marked-tree.js';
import { expectSentences, reportOf, runLint } from './run-cip-lint.js';
import { folderOf } from './tree-folder.js';

const deepFile = `images/foo/${'a'.repeat(200)}/${'a'.repeat(200)}.yml`;
const manyTags = imagesYaml({
  tool: { [`sha256:${'a'.repeat(64)}`]: Array.from({ length: 5000 }, (_, i) => `${'a'.repeat(120)}${i}`) },
});

/** Of the length that a pattern may have at most; no two are alike. */
function longPath(i: number): string {
  return `images/${'foo-'.repeat(54)}${1000 + i}/images.yaml`;
}
const longFolders = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [longPath(i), '']));

function overrides(length: number, pathOf: (i: number) => string): string {
  const items = Array.from({ length }, (_, i) => `- {paths: ['${pathOf(i)}'], rules: {moving-tag: off}}\n`);
  return `overrides:\n${items.join('')}`;
}

// The deadline is far below the time that each of them took when patterns were tried one way after the other.
it.each<[string, string, Files]>([
  ['a glob of six stars', `allowedFiles: ['**${'*a'.repeat(6)}*b']\n`, { [deepFile]: '' }],
  ['a glob of a hundred stars', `allowedFiles: ['${'**a'.repeat(80)}**b']\n`, { [deepFile]: '' }],
  ['a regular expression of three repetitions', "movingTags: ['.*.*.*X']\n", { [images]: manyTags }],
  ['a regular expression that repeats itself', "movingTags: ['^(a|a)+$b']\n", { [images]: manyTags }],
  ['300 long paths that are misspelt', overrides(300, (i) => longPath(1000 + i)), longFolders],
])('%s takes little time', async (_, policy, files) => {
  const cwd = await folderOf({ tree: { ...sound, ...files, '.cip.yaml': policy } });
  const result = await runLint(['tree', '--format', 'json'], { cwd, timeout: 10_000 });
  expectSentences(result);
  expect(result.code).toBe(0);
  expect(reportOf(result).summary.errors).toBe(0);
});

it.each([
  ['overrides', overrides(1001, () => 'a'), '"overrides" has 1001 items, more than 1000'],
  [
    'wildcards',
    `allowedFiles:\n${`- '${'*a'.repeat(120)}'\n`.repeat(17)}`,
    'more than 1000 wildcards together',
  ],
  ['instructions', "movingTags: ['(?:a{0,500}){2}']\n", 'more than 500'],
])('too many %s are refused', async (_, policy, message) => {
  const cwd = await folderOf({ tree: { ...sound, '.cip.yaml': policy } });
  const result = await runLint(['tree'], { cwd });
  expect(result.code).toBe(2);
  expect(result.stderr).toContain(message);
  expectSentences(result);
});
