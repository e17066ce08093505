import { manifestStyles, manifestTrees, writtenFiles } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readYaml } from './read-yaml.js';
import { checkShape } from './schema-faults.js';
import { areSoundImages } from './sound-images.js';
import { validateImages } from './validators.generated.js';

const hex = 'ab'.repeat(32);
const sound = `- name: hammer\n  dmap:\n    "sha256:${hex}": ["v1", "v2"]\n    "sha512:${hex}${hex}": []\n- dmap: {}\n  name: a/b\n`;

function judged(text: string): { quick: boolean; faults: number } | undefined {
  const root = readYaml(text);
  return root && { quick: areSoundImages(root), faults: checkShape(root, validateImages).faults.length };
}

it('what is usual is sound', () => {
  expect(judged(sound)).toEqual({ quick: true, faults: 0 });
});

it.each([
  ['name', 'nam'],
  ['dmap', 'dnap'],
  ['hammer', 'Hammer'],
  ['"v1"', '"v1", -v'],
  ['["v1", "v2"]', 'v1'],
  ['["v1", "v2"]', '[[v1]]'],
  ['sha512', 'sha256'],
  [`sha512:${hex}${hex}`, `sha256:${hex}`],
  ['  name: a/b', '  dmap: {}'],
  ['- dmap: {}\n  name: a/b', '- tool'],
  ['  name: a/b', '  name: a/b\n  size: 1'],
])('%s in place of %s is left to the validator', (from, to) => {
  const { quick, faults } = judged(sound.replace(from, to)) ?? {};
  expect(quick).toBe(false);
  expect(faults).toBeGreaterThan(0);
});

it('whatever is called sound has no fault', () => {
  fc.assert(
    fc.property(
      manifestTrees,
      manifestStyles,
      fc.nat(),
      fc.constantFrom('', '-', '"', 'A', ' ', ':'),
      (model, style, at, text) => {
        for (const file of writtenFiles(model, style).filter(({ path }) => path.startsWith('images/'))) {
          const i = at % (file.text.length + 1);
          let result: ReturnType<typeof judged>;
          try {
            result = judged(file.text.slice(0, i) + text + file.text.slice(i + 1));
          } catch {
            return;
          }
          if (result?.quick) expect(result.faults).toBe(0);
        }
      },
    ),
    { numRuns: 500 },
  );
});
