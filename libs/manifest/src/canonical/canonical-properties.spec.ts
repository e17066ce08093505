import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../fingerprint.js';
import { parseThinTree } from '../parse-thin-tree.js';
import type { ManifestFile } from '../promotion-manifest.js';
import { type Style, manifestStyles, manifestTrees, type WrittenFile, writtenFiles } from '@cip/testing';
import { canonicalText } from './canonical-text.js';
import { formatDeviation } from './deviation.js';

function manifestFile({ path: name, text }: WrittenFile): ManifestFile {
  return { path: name, kind: name.startsWith('images/') ? 'images' : 'promoter-manifest', text };
}

function formatted(file: WrittenFile): WrittenFile {
  return { ...file, text: canonicalText(manifestFile(file)) ?? expect.fail(`not formatted:\n${file.text}`) };
}

function commentsIn({ text }: WrittenFile): string[] {
  return [...text.matchAll(/(?:^|[ \t])(#.*)$/gm)].map(([, comment = '']) => comment.trimEnd()).sort();
}

/** An empty list and an empty file mean the same, and each stays what it is. */
function noList({ text }: WrittenFile): string {
  return text === '[]\n' ? '' : text;
}

it('a tree in any style formats to one that means the same, has the same comments, and is canonical', () => {
  fc.assert(
    fc.property(manifestTrees, manifestStyles, (model, style) => {
      const files = writtenFiles(model, style);
      const now = files.map(formatted);
      expect(fingerprint(parseThinTree(now))).toBe(fingerprint(parseThinTree(files)));
      expect(now.map(commentsIn)).toEqual(files.map(commentsIn));
      expect(now.map(formatted)).toEqual(now);
      for (const [i, file] of files.entries()) {
        const isCanonical = file.text === now[i]?.text;
        expect(formatDeviation(manifestFile(file)) === undefined).toBe(isCanonical);
        expect(formatDeviation(manifestFile(now[i] ?? file))).toBeUndefined();
      }
    }),
    { numRuns: 60 },
  );
});

it('what is written in the same order formats to the same text', () => {
  const order = { comments: false, split: false, reversed: false };
  const spellings = manifestStyles.map((style): Style => ({ ...style, ...order }));
  fc.assert(
    fc.property(manifestTrees, spellings, spellings, (model, one, other) => {
      const [first, second] = [one, other].map((style) =>
        writtenFiles(model, style).map(formatted).map(noList),
      );
      expect(second).toEqual(first);
    }),
    { numRuns: 60 },
  );
});

const folder = process.env['CIP_TEST_TREE'];

if (folder === undefined) it.skip('a real tree: CIP_TEST_TREE names none');

describe.skipIf(folder === undefined)('the tree that CIP_TEST_TREE names', () => {
  const root = folder ?? '';

  it('means the same when every sound file is formatted, with all comments', () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => ({ path: name, shownAs: name, text: readFileSync(path.join(root, name), 'utf8') }));
    const now = files.map((file) => ({ ...file, text: canonicalText(manifestFile(file)) ?? file.text }));
    const changed = now.filter(({ text }, i) => text !== files[i]?.text);
    expect(fingerprint(parseThinTree(now))).toBe(fingerprint(parseThinTree(files)));
    expect(now.map(commentsIn)).toEqual(files.map(commentsIn));
    expect(changed.map(formatted)).toEqual(changed);
    expect(changed.length).toBeGreaterThan(0);
    const sound = files.filter((file) => canonicalText(manifestFile(file)) !== undefined);
    const deviating = sound.filter((file) => formatDeviation(manifestFile(file)) !== undefined);
    expect(deviating.map((file) => file.path)).toEqual(changed.map((file) => file.path));
  }, 60_000);
});
