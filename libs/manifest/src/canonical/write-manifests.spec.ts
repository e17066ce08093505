import { manifestTrees } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseThinTree } from '../parse-thin-tree.js';
import { canonicalText } from './canonical-text.js';
import { imagesText, registriesText } from './write-manifests.js';

it('what is written is canonical, and is read as what it was, whatever the order', () => {
  fc.assert(
    fc.property(manifestTrees, (model) => {
      const files = model.flatMap(({ name, source, destinations, images }) => {
        const turned = images.map((image) => ({ ...image, digests: image.digests.toReversed() }));
        return [
          {
            kind: 'images' as const,
            path: `images/${name}/images.yaml`,
            text: imagesText(turned.toReversed()),
          },
          {
            kind: 'promoter-manifest' as const,
            path: `manifests/${name}/promoter-manifest.yaml`,
            text: registriesText(source, destinations),
          },
        ];
      });
      for (const file of files) expect(canonicalText(file)).toBe(file.text);
      const tree = parseThinTree(files.map(({ path, text }) => ({ path, shownAs: path, text })));
      expect(tree.problems).toEqual([]);
      expect(
        tree.manifests.map(({ name, source, destinations, images }) => ({
          name,
          source: source.name,
          destinations: destinations.map((registry) => registry.name),
          images: images.map((image) => ({
            name: image.name,
            digests: image.digests.map(({ digest, tags }) => ({ digest, tags })),
          })),
        })),
      ).toEqual(model);
    }),
    { numRuns: 30 },
  );
});

it('sorts and quotes as the formatter does', () => {
  const text = imagesText([
    { name: 'yes', digests: [] },
    {
      name: '1.0',
      digests: [
        { digest: 'sha256:b', tags: ['v2', '1.10'] },
        { digest: 'sha256:a', tags: [] },
      ],
    },
  ]);
  expect(text).toBe(
    '- name: "1.0"\n  dmap:\n    "sha256:a": []\n    "sha256:b": ["1.10", "v2"]\n- name: "yes"\n  dmap: {}\n',
  );
  expect(imagesText([])).toBe('[]\n');
});

it('writes who writes to a registry', () => {
  const text = registriesText('s.example/a', [
    { name: 'us.example/a', serviceAccount: 'me@x.example' },
    'eu.example/a',
  ]);
  expect(canonicalText({ kind: 'promoter-manifest', path: 'promoter-manifest.yaml', text })).toBe(text);
  expect(text).toContain('- name: us.example/a\n  service-account: me@x.example\n- name: eu.example/a\n');
});
