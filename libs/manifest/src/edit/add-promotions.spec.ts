import { manifestStyles, manifestTrees, writtenFiles } from '@cip/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../canonical/canonical-text.js';
import type { ManifestKind } from '../manifest-schemas.js';
import type { ManifestFile } from '../promotion-manifest.js';
import { addPromotions } from './add-promotions.js';
import { keepsAll } from './keeps-all.js';
import type { AddedPromotion } from './promotion.js';

/** Digests are written as a single letter in the tables. */
function long(text: string): string {
  return text.replaceAll(/sha256:([0-9a-f])\b/g, (_, letter: string) => `sha256:${letter.repeat(64)}`);
}

function promotion(text: string): AddedPromotion {
  const [image = '', letter = '', ...tags] = text.split(' ');
  return { image, digest: `sha256:${letter.repeat(64)}`, tags };
}

function added(text: string, what: readonly string[], kind: ManifestKind = 'images'): string | undefined {
  const file = { path: 'file.yaml', kind, text: long(text) };
  return addPromotions(file, what.map(promotion))?.text;
}

const images = `# The tools.
- name: axe
  dmap:
    "sha256:b": ["v1"]
    "sha256:a": ["v2"] # the last of its kind
# Several versions.
- name: saw
  dmap:
    "sha256:c": []

# end
`;

describe('a canonical list of images', () => {
  it.each([
    [
      'a new digest comes last, whatever comes before',
      ['axe 0 v3'],
      ['# the last of its kind\n', '# the last of its kind\n    "sha256:0": ["v3"]\n'],
    ],
    ['a tag that its digest lacks', ['axe b v1.0'], ['["v1"]', '["v1", "v1.0"]']],
    ['the first tag of a digest', ['saw c v1'], ['"sha256:c": []', '"sha256:c": ["v1"]']],
    ['what is there already', ['axe b v1', 'saw c'], ['', '']],
    [
      'an image whose name comes later',
      ['saw-blade d v1'],
      ['"sha256:c": []\n', '"sha256:c": []\n- name: saw-blade\n  dmap:\n    "sha256:d": ["v1"]\n'],
    ],
    [
      'an image whose name comes between',
      ['hammer d v1'],
      ['# Several versions.\n', '- name: hammer\n  dmap:\n    "sha256:d": ["v1"]\n# Several versions.\n'],
    ],
    [
      'an image whose name comes first, below the title',
      ['awl d v1'],
      ['# The tools.\n', '# The tools.\n- name: awl\n  dmap:\n    "sha256:d": ["v1"]\n'],
    ],
    [
      'several at once',
      ['saw d v2', 'axe d v3', 'saw e v3', 'saw e latest-build'],
      [
        '# the last of its kind\n# Several versions.\n- name: saw\n  dmap:\n    "sha256:c": []\n',
        '# the last of its kind\n    "sha256:d": ["v3"]\n# Several versions.\n- name: saw\n  dmap:\n    "sha256:c": []\n    "sha256:d": ["v2"]\n    "sha256:e": ["v3", "latest-build"]\n',
      ],
    ],
    ['a digest without a tag', ['saw d'], ['"sha256:c": []\n', '"sha256:c": []\n    "sha256:d": []\n']],
  ] as const)('%s', (_, what, [before, after]) => {
    const expected = images.replace(before, after);
    expect(added(images, what)).toBe(long(expected));
    expect(added(expected, what)).toBe(long(expected));
  });
});

describe('the lines around stay as they are written', () => {
  it.each([
    [
      'tags in lines, digests without quotes',
      '- name: axe\n  dmap:\n    sha256:a:\n    - v1 # one\n    sha256:b:\n    - v2\n',
      ['axe c v3', 'axe a v1.0'],
      '- name: axe\n  dmap:\n    sha256:a:\n    - v1 # one\n    - "v1.0"\n    sha256:b:\n    - v2\n    "sha256:c": ["v3"]\n',
    ],
    [
      'another indentation',
      '  - name: axe\n    dmap:\n            "sha256:a": [ v1 ]\n',
      ['axe c v3', 'saw d v1'],
      '  - name: axe\n    dmap:\n            "sha256:a": [ v1 ]\n            "sha256:c": ["v3"]\n  - name: saw\n    dmap:\n      "sha256:d": ["v1"]\n',
    ],
    [
      'no line break at the end',
      '- name: axe\n  dmap:\n    "sha256:a": ["v1"]',
      ['axe c v3'],
      '- name: axe\n  dmap:\n    "sha256:a": ["v1"]\n    "sha256:c": ["v3"]',
    ],
    [
      'the newest version first',
      '- name: axe\n  dmap:\n    # ten\n    "sha256:a": ["v1.10"]\n    "sha256:b": ["v1.9"]\n',
      ['axe c v2'],
      '- name: axe\n  dmap:\n    "sha256:c": ["v2"]\n    # ten\n    "sha256:a": ["v1.10"]\n    "sha256:b": ["v1.9"]\n',
    ],
    [
      'several blocks of a name: the last one',
      '- name: axe\n  dmap:\n    "sha256:a": ["v1"]\n- name: axe\n  dmap:\n    "sha256:b": ["v2"]\n- name: saw\n  dmap: {}\n',
      ['axe c v3', 'axe a v1.0'],
      '- name: axe\n  dmap:\n    "sha256:a": ["v1", "v1.0"]\n- name: axe\n  dmap:\n    "sha256:b": ["v2"]\n    "sha256:c": ["v3"]\n- name: saw\n  dmap: {}\n',
    ],
    [
      'an image without digests',
      '- name: axe\n  dmap: {} # none yet\n',
      ['axe c v3', 'axe d v4'],
      '- name: axe\n  dmap: # none yet\n    "sha256:c": ["v3"]\n    "sha256:d": ["v4"]\n',
    ],
    [
      'names in no order',
      '- name: saw\n  dmap: {}\n- name: axe\n  dmap: {}\n# end\n',
      ['hammer a v1'],
      '- name: saw\n  dmap: {}\n- name: axe\n  dmap: {}\n- name: hammer\n  dmap:\n    "sha256:a": ["v1"]\n# end\n',
    ],
    ['nothing', '', ['axe a v1'], '- name: axe\n  dmap:\n    "sha256:a": ["v1"]\n'],
    [
      'only comments',
      '# No images yet.',
      ['saw a v1', 'axe a v1'],
      '# No images yet.\n- name: axe\n  dmap:\n    "sha256:a": ["v1"]\n- name: saw\n  dmap:\n    "sha256:a": ["v1"]\n',
    ],
    ['an empty list', '# none\n[]\n', ['axe a v1'], '# none\n- name: axe\n  dmap:\n    "sha256:a": ["v1"]\n'],
  ] as const)('%s', (_, text, what, expected) => {
    expect(added(text, what)).toBe(long(expected));
    expect(added(expected, what)).toBe(long(expected));
  });
});

describe('what has no room for more is put in canonical form first', () => {
  it.each([
    ['images in brackets', '[{name: axe, dmap: {sha256:a: [v1]}}] # all\n', '# all\n'],
    ['CR LF', '# all\r\n- name: axe\r\n  dmap:\r\n    "sha256:a": ["v1"]\r\n', '# all\n'],
    ['digests in brackets', '# all\n- name: axe\n  dmap: {sha256:a: [v1]}\n', '# all\n'],
    ['explicit keys', '# all\n- name: axe\n  dmap:\n    ? sha256:a\n    : [v1]\n', '# all\n'],
  ])('%s', (_, text, comments) => {
    const file = { path: 'file.yaml', kind: 'images', text: long(text) } as const;
    const axe = '- name: axe\n  dmap:\n    "sha256:a": ["v1"]\n    "sha256:b": ["v2"]\n';
    const result = addPromotions(file, [promotion('axe b v2')]);
    expect(result?.reformatted).toBe(true);
    expect(result?.text.replace(/# all\n| # all/, '')).toBe(long(axe));
    expect(result?.text).toContain(comments.trim());
  });

  it('an alias becomes what it stands for where the two are not to mean the same any more', () => {
    const text = '- name: axe\n  dmap: &d\n    "sha256:a": &t ["v1"]\n- name: saw\n  dmap: *d\n';
    expect(added(text, ['axe a v1.0'])).toBe(
      long(
        '- name: axe\n  dmap:\n    "sha256:a": ["v1", "v1.0"]\n- name: saw\n  dmap:\n    "sha256:a": ["v1"]\n',
      ),
    );
  });
});

describe('a plain manifest', () => {
  const registries = 'registries:\n- name: gcr.io/staging\n  src: true\n- name: gcr.io/prod\n';

  it.each([
    [
      'images',
      'images:\n- name: axe\n  dmap:\n    "sha256:a": ["v1"]\n',
      'axe b v2',
      /"\["v1"\]\n {4}"sha256:b{64}": \["v2"\]\n$/,
    ],
    ['an empty list', 'images: [] # none\n', 'axe b v2', /images: # none\n- name: axe\n/],
  ] as const)('%s', (_, list, what, expected) => {
    const result = added(registries + list, [what], 'plain-manifest');
    expect(result?.startsWith(registries)).toBe(true);
    expect(result?.replace(`"sha256:${'a'.repeat(64)}": `, '"')).toMatch(expected);
  });
});

it('a file with mistakes stays as it is', () => {
  expect(added('- name: axe\n  dmap:\n    "sha256:123": []\n', ['axe a v1'])).toBeUndefined();
  expect(added('- name: axe\n  dmap: [', ['axe a v1'])).toBeUndefined();
});

describe('any file', () => {
  const digests = fc.constantFrom('a', 'b', 'c').map((letter) => `sha256:${letter.repeat(64)}` as const);
  const tags = fc.uniqueArray(fc.constantFrom('v1', 'v2', '1.10', 'null', 'new'), { maxLength: 3 });
  const additions = fc.array(fc.record({ pick: fc.nat(), digest: digests, tags, isNew: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  });

  it('says what it said before and what is added, and in canonical form stays canonical', () => {
    fc.assert(
      fc.property(manifestTrees, manifestStyles, additions, (model, style, picks) => {
        for (const { path, text } of writtenFiles(model, style)) {
          if (!path.startsWith('images/')) continue;
          const file: ManifestFile = { path, kind: 'images', text };
          const names = [...text.matchAll(/name["']?: *["']?([\w./-]+)/g)].map(([, name = '']) => name);
          const promotions = picks.map(({ pick, isNew, ...one }) => {
            return { ...one, image: (isNew ? undefined : names[pick % names.length]) ?? `new/${pick % 3}` };
          });
          const result = addPromotions(file, promotions) ?? expect.fail(`not added to:\n${text}`);
          const now = { ...file, text: result.text };
          expect(keepsAll(file, now, promotions)).toBe(true);
          expect(addPromotions(now, promotions)).toEqual({ text: result.text, reformatted: false });
          if (canonicalText(file) === text) expect(canonicalText(now)).toBe(result.text);
        }
      }),
      { numRuns: 50 },
    );
  });
});
