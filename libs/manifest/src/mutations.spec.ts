import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { canonicalText } from './canonical/canonical-text.js';
import { formatDeviation } from './canonical/deviation.js';
import { fingerprint } from './fingerprint.js';
import type { TreeFile } from './manifest-input.js';
import { mutated, pick, type Random, randomFrom } from './mutation.fixture.js';
import { parseThinTree } from './parse-thin-tree.js';
import type { ManifestFile, ManifestTree } from './promotion-manifest.js';

const folder = process.env['CIP_TEST_TREE'];
const largest = 1_500;
const runs = 5_000;
/** In milliseconds, on a busy machine: only what never ends takes as long. */
const longest = 5_000;

interface Pair {
  readonly images: Buffer;
  readonly manifest: Buffer;
}

const fixture: Pair = {
  images: Buffer.from(
    `# tools\n- name: tool\n  dmap:\n${Array.from({ length: 9 }, (_, i) => `    "sha256:${`${i}`.repeat(64)}": ["v1.${i}", "x${i}"]\n`).join('')}`,
  ),
  manifest: Buffer.from('registries:\n- name: gcr.io/staging\n  src: true\n- name: eu.gcr.io/prod # EU\n'),
};

if (folder === undefined) it.skip('real files: CIP_TEST_TREE names no thin manifest tree');
const pairs = folder === undefined ? [fixture] : realPairs(folder);

/** Whole files where they are small, and the beginning of the others up to the end of a line. */
function realPairs(root: string): Pair[] {
  return readdirSync(path.join(root, 'manifests')).map((name) => ({
    images: excerpt(readFileSync(path.join(root, 'images', name, 'images.yaml'))),
    manifest: excerpt(readFileSync(path.join(root, 'manifests', name, 'promoter-manifest.yaml'))),
  }));
}

function excerpt(bytes: Buffer): Buffer {
  return bytes.length <= largest ? bytes : bytes.subarray(0, bytes.lastIndexOf('\n', largest) + 1);
}

function damaged({ images, manifest }: Pair, random: Random): TreeFile[] {
  const times = 1 + Math.floor(random() * 3);
  const change = (bytes: Buffer): Buffer =>
    Array.from({ length: times }).reduce((result: Buffer) => mutated(result, random), bytes);
  const isManifest = random() < 0.3;
  return [
    fileOf('manifests/a/promoter-manifest.yaml', isManifest ? change(manifest) : manifest),
    fileOf('images/a/images.yaml', isManifest ? images : change(images)),
  ];
}

function fileOf(name: string, bytes: Buffer): TreeFile {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { path: name, shownAs: name, text };
  } catch {
    return { path: name, shownAs: name, unreadable: 'it is not UTF-8 text' };
  }
}

function expectPlaces({ problems, files }: ManifestTree): void {
  for (const { where, message, remedy } of problems) {
    const file = files.find((one) => one.path === where.file);
    const line = file?.text.split(/\r\n?|\n/)[where.line - 1];
    if (line === undefined) expect.fail(`there is no line ${where.line} in ${where.file}: ${message}`);
    expect(where.column).toBeGreaterThanOrEqual(1);
    // A place may be the line break itself.
    expect(where.column).toBeLessThanOrEqual(line.length + 2);
    expect(message.length * remedy.length).toBeGreaterThan(0);
  }
}

function expectSameMeaning(tree: ManifestTree, file: ManifestFile): boolean {
  const text = canonicalText(file);
  if (text === undefined) return false;
  const files = tree.files.map(({ path: name, text: other }) => ({
    path: name,
    shownAs: name,
    text: name === file.path ? text : other,
  }));
  if (text !== file.text) {
    expect(fingerprint(parseThinTree(files))).toBe(fingerprint(tree));
    expect(canonicalText({ ...file, text })).toBe(text);
  }
  expect(formatDeviation({ ...file, text })).toBeUndefined();
  expect(formatDeviation(file) === undefined).toBe(text === file.text);
  return true;
}

it(`${runs} mutations never crash and never hang, every problem has a place, and formatting keeps what is meant`, () => {
  const originals = new Set(
    pairs.flatMap(({ images, manifest }) => [images.toString(), manifest.toString()]),
  );
  let formatted = 0;
  let refused = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const random = randomFrom(seed);
    const started = performance.now();
    try {
      const tree = parseThinTree(damaged(pick(random, pairs) ?? fixture, random));
      expectPlaces(tree);
      if (tree.problems.length > 0) refused++;
      // A file without a mistake of its own may still lack its other half.
      const isSound = tree.files.every((file) => file.text !== '');
      const changed = tree.files.find((file) => !originals.has(file.text));
      if (isSound && changed && expectSameMeaning(tree, changed)) formatted++;
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
    if (performance.now() - started > longest) expect.fail(`seed ${seed} took too long`);
  }
  expect(Math.min(formatted, refused)).toBeGreaterThan(runs / 10);
}, 120_000);
