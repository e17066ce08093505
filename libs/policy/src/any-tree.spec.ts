import { parseThinTree } from '@cip/manifest';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestOf } from './example-tree.fixture.js';
import { lint } from './lint.js';
import { defaultPolicy, type Policy } from './policy.js';
import { ruleNames } from './rule-name.js';
import { inputRules } from './rules/input-rules.js';
import { treeRules } from './rules/tree-rules.js';

// What only Git can tell is not in these trees.
const rules = [...inputRules, ...treeRules].filter(({ name }) => name !== 'tree-integrity');
const policy: Policy = {
  ...defaultPolicy,
  rules: Object.fromEntries(ruleNames.map((name) => [name, 'error'])),
  productionRegistries: ['r.io/p', 's.io/p', 'r.io/p/a'],
  stagingPrefix: 'st-',
  subprojects: { b: { prefixes: ['a', ''], source: 'st.io/b' } },
};

// Few words, so that names meet; some of them are mistakes.
const path = mostly(['x', 'a/x', 'a', 'a/a/x'], ['constructor', '__proto__', 'X', '']);
const registry = mostly(
  ['r.io/p', 's.io/p', 'r.io/p/a', 'r.io', 'st.io/b', 'st.io/c'],
  ['https://r.io', '', '__proto__', 'r.io/p/'],
);
const tags = fc.array(mostly(['v1', 'v1.0.0', 'latest'], ['a+b', '[]']), { maxLength: 3 });
const digest = mostly([digestOf('1'), digestOf('2'), digestOf('3')], ['sha256:1']);
const entry = fc.tuple(digest, tags).map(([key, list]) => `"${key}": [${list.join(', ')}]`);
const image = fc
  .tuple(path, fc.array(entry, { maxLength: 3 }))
  .map(([name, entries]) => `- {name: "${name}", dmap: {${entries.join(', ')}}}\n`);
const source = registry.map((name) => `- {name: "${name}", src: true}\n`);
const destination = registry.map((name) => `- {name: "${name}"}\n`);
const noise = mostly(
  [''],
  ['provenance: {mode: all}\n', '- 3\n', ']', '- &a {name: *a}\n', '\t', '- {name: x, dmap: {}, nam: y}\n'],
);
const sources = mostly([1], [0, 2]).chain((length) =>
  fc.array(source, { minLength: length, maxLength: length }),
);
const registries = fc
  .tuple(sources, fc.array(destination, { maxLength: 6 }), noise)
  .map(([first, destinations, rest]) => `registries:\n${[...first, ...destinations].join('')}${rest}`);
const images = fc.tuple(fc.array(image, { maxLength: 6 }), noise).map(([list, rest]) => list.join('') + rest);
const folder = fc.constantFrom('b', 'st-a', 'constructor', '__proto__');
const fileName = mostly(['images'], ['image', 'notes', 'Images']);
const files = fc.array(fc.tuple(folder, registries, images, fileName), { maxLength: 4 }).map((subprojects) =>
  subprojects.flatMap(([name, registriesText, imagesText, imagesFile]) => [
    { path: `manifests/${name}/promoter-manifest.yaml`, text: registriesText },
    { path: `images/${name}/${imagesFile}.yaml`, text: imagesText },
  ]),
);

it('every rule copes with every tree, and every finding has a place and a message', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(files, (list) => {
      const tree = parseThinTree(list.map((file) => ({ ...file, shownAs: file.path })));
      const findings = lint(tree, { policy, rules });
      for (const { rule, message, where } of findings) {
        seen.add(rule);
        expect(message).toMatch(/[^.\s]$/);
        expect(where.line).toBeGreaterThan(0);
        expect(where.column).toBeGreaterThan(0);
      }
      expect(lint(tree, { policy, rules })).toEqual(findings);
    }),
    { numRuns: 500, seed: 7 },
  );
  expect([...seen].sort()).toEqual(rules.map(({ name }) => name).sort());
});

it('a tree without files has no findings', () => {
  expect(lint(parseThinTree([]), { policy, rules })).toEqual([]);
});

/** One of the first nine times out of ten. */
function mostly<T>(sound: readonly T[], odd: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { arbitrary: fc.constantFrom(...sound), weight: 9 },
    { arbitrary: fc.constantFrom(...odd), weight: 1 },
  );
}
