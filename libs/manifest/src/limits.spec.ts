import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { limits } from './limits.js';
import { parseThinTree } from './parse-thin-tree.js';
import type { ManifestTree } from './promotion-manifest.js';

const a = `sha256:${'a'.repeat(64)}`;

function treeOf(files: Readonly<Record<string, string>>): ManifestTree {
  return parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
}

const registries = 'registries:\n- {name: gcr.io/s, src: true}\n- {name: eu.gcr.io/p}\n';

/** As many subprojects, each with these images. */
function subprojects(amount: number, images: string, manifest = registries): Record<string, string> {
  const names = Array.from({ length: amount }, (_, i) => `x${String(i).padStart(5, '0')}`);
  return Object.fromEntries(
    names.flatMap((name) => [
      [`manifests/${name}/promoter-manifest.yaml`, manifest],
      [`images/${name}/images.yaml`, images],
    ]),
  );
}

describe('what is beyond the limits of a tree', () => {
  const few = `- name: tool\n  dmap:\n    ${a}: []\n`;

  it.each([
    [
      'bytes',
      subprojects(3, `${few}# ${'x'.repeat(5 * 1024 * 1024)}\n`),
      2,
      'the files of the tree have more than 12 MiB',
    ],
    ['values', subprojects(4, few.repeat(16_000)), 3, 'the files of the tree have more than 400000 values'],
    ['files', subprojects(2_501, few), 2_500, 'the tree has more than 5000 manifest files'],
  ])('%s: no file is left out without a problem of its own', (_, files, sound, reason) => {
    const { manifests, problems } = treeOf(files);
    expect(manifests.filter(({ images }) => images.length > 0)).toHaveLength(sound);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem).toMatchObject({ rule: 'yaml-syntax', severity: 'error' });
      expect(problem.message).toMatch(/^the file is not used: /);
      expect(problem.message).toContain(reason);
    }
  });

  const manyRegistries = (amount: number): string =>
    `${registries}${Array.from({ length: amount }, (_, i) => `- {name: r${i}.example/p}\n`).join('')}`;
  const manyDigests = Array.from(
    { length: 3_000 },
    (_, i) => `    sha256:${String(i).padStart(64, '0')}: [v${i}]\n`,
  );

  it.each([
    ['registries of one manifest', subprojects(1, few, manyRegistries(600)), 0, 'more than 600 registries'],
    [
      'repositories',
      subprojects(
        2,
        Array.from({ length: 130 }, (_, i) => few.replace('tool', `t${i}`)).join(''),
        manyRegistries(500),
      ),
      1,
      'the tree fills more than 100000 repositories',
    ],
    [
      'promotions',
      subprojects(3, `- name: tool\n  dmap:\n${manyDigests.join('')}`, manyRegistries(500)),
      2,
      'the tree makes more than 8000000 promotions',
    ],
  ])('%s: no subproject is left out without a problem of its own', (_, files, sound, reason) => {
    const { manifests, problems } = treeOf(files);
    expect(manifests).toHaveLength(sound);
    expect(problems).toMatchObject([{ rule: 'manifest-schema', severity: 'error' }]);
    expect(problems[0]?.message).toContain(reason);
    expect(problems[0]?.touches.image).toBeUndefined();
  });
});

it('of a file with more mistakes than anybody meant, nothing is used', () => {
  const bad = `- name: tool\n  dmap:\n    ${a}: [v1]\n${'- {a: b}\n'.repeat(10_000)}`;
  const tree = treeOf(subprojects(1, bad));
  expect(tree.manifests.flatMap(({ images }) => images)).toEqual([]);
  expect(tree.problems).toHaveLength(1001);
  expect(tree.problems.at(-1)?.message).toBe(
    'more than 19000 more problems follow in this file, so nothing of it is used',
  );
});

it('the page of the linter has the limits that are in force', () => {
  const page = readFileSync(new URL('../../../docs/concepts/linter.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  const cells = new Set(rows.flatMap((row) => row.split('|').map((cell) => cell.trim())));
  const { file, tree, ...amounts } = limits;
  const expected = [
    ...[file, tree].map((size) => `${size / 1024 ** 2} MiB`),
    ...Object.values(amounts).map((amount) => amount.toLocaleString('en')),
  ];
  expect(expected.filter((text) => !cells.has(text))).toEqual([]);
});
