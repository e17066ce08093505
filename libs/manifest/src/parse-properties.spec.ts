import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fingerprint } from './fingerprint.js';
import { parsePlainManifest } from './parse-plain-manifest.js';
import { emptyTree } from './empty-tree.js';
import { parseThinTree } from './parse-thin-tree.js';
import type { ManifestTree } from './promotion-manifest.js';
import {
  type ImageModel,
  type Style,
  manifestStyles,
  type SubprojectModel,
  manifestTrees,
  writtenFiles,
} from '@cip/testing';

/** What a tree means, without places. */
function meaningOf(tree: ManifestTree): SubprojectModel[] {
  return tree.manifests.map(({ name, source, destinations, images }) => ({
    name,
    source: source.name,
    destinations: destinations.map((destination) => destination.name),
    images: images.map((image): ImageModel => ({
      name: image.name,
      digests: image.digests.map(({ digest, tags }) => ({ digest, tags: [...tags] })),
    })),
  }));
}

it('a tree means the same in every style of writing', () => {
  fc.assert(
    fc.property(manifestTrees, manifestStyles, manifestStyles, (model, one, other) => {
      const [first, second] = [one, other].map((style) => parseThinTree(writtenFiles(model, style)));
      expect(first?.problems).toEqual([]);
      expect(meaningOf(first ?? emptyTree)).toEqual(model);
      expect(fingerprint(second ?? first!)).toBe(fingerprint(first!));
    }),
    { numRuns: 150 },
  );
});

it('the order of files does not matter', () => {
  fc.assert(
    fc.property(
      manifestTrees,
      manifestStyles,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (model, style, random) => {
        const files = writtenFiles(model, style).map((file, i) =>
          i % 5 === 1 ? { ...file, text: '- {name: X}\n' } : file,
        );
        const shuffled = files
          .map((file) => ({ file, at: random.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ file }) => file);
        expect(parseThinTree(shuffled)).toEqual(parseThinTree(files));
      },
    ),
    { numRuns: 100 },
  );
});

it('another digest, tag, name or registry gives another fingerprint', () => {
  fc.assert(
    fc.property(manifestTrees, manifestStyles, fc.nat(), (model, style, at) => {
      const files = writtenFiles(model, style);
      const index = at % files.length;
      const changed = files.map((file, i) =>
        i === index ? { ...file, text: changedText(file.text) } : file,
      );
      fc.pre(changed[index]?.text !== files[index]?.text);
      expect(fingerprint(parseThinTree(changed))).not.toBe(fingerprint(parseThinTree(files)));
    }),
    { numRuns: 100 },
  );
});

function changedText(text: string): string {
  return text.replace(/sha256:\w{5}/, 'sha256:fffff').replace('gcr.io/', 'gcr.io/changed-');
}

const plainStyle: Style = { quote: '', flow: false, comments: true, split: false, reversed: false };
const sample = writtenFiles(
  [
    {
      name: 's',
      source: 'gcr.io/staging',
      destinations: ['eu.gcr.io/a', 'us.gcr.io/b'],
      images: ['a', 'b/c'].map((name) => ({
        name,
        digests: [1, 2].map((n) => ({
          digest: `sha256:${`${n}`.repeat(64)}` as const,
          tags: ['1.10', 'v2'],
        })),
      })),
    },
  ],
  plainStyle,
);
const [manifestFile, imageFile] = sample;
const whole = `${manifestFile?.text}images:\n${imageFile?.text}`;

const fragments = [
  '\t',
  '  ',
  '\n',
  ': ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '|',
  '>',
  '!',
  '%',
  '\0',
  '\u2028',
  '\uD800',
  '~',
  ',',
  '? ',
  '---\n',
  '...\n',
  '<<: ',
];
const edits = fc.array(
  fc.record({
    at: fc.nat(whole.length),
    cut: fc.oneof(fc.constant(0), fc.constant(1), fc.nat(80)),
    put: fc.oneof(fc.constant(''), fc.constantFrom(...fragments), fc.string({ maxLength: 3 })),
  }),
  { minLength: 1, maxLength: 6 },
);

it('the sample is sound', () => {
  expect(parsePlainManifest({ shownAs: 'm.yaml', text: whole }).problems).toEqual([]);
});

it('a damaged file never fails, and every problem has a place in it', () => {
  fc.assert(
    fc.property(edits, (list) => {
      const text = list.reduce(
        (damaged, { at, cut, put }) => damaged.slice(0, at) + put + damaged.slice(at + cut),
        whole,
      );
      const { problems } = parsePlainManifest({ shownAs: 'm.yaml', text });
      const lines = text.split(/\r\n?|\n/).length;
      for (const { where, message, remedy } of problems) {
        expect(where.line).toBeGreaterThanOrEqual(1);
        expect(where.line).toBeLessThanOrEqual(lines);
        expect(where.column).toBeGreaterThanOrEqual(1);
        expect(message.length * remedy.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1500 },
  );
});

it('a file cut anywhere never fails', () => {
  for (let end = 0; end < whole.length; end += 3) {
    const { problems, manifests } = parsePlainManifest({ shownAs: 'm.yaml', text: whole.slice(0, end) });
    expect(problems.length + manifests.length).toBeGreaterThan(0);
  }
});
