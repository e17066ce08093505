import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.js';
import type { TreeFile } from './manifest-input.js';
import { parseThinTree } from './parse-thin-tree.js';
import type { ManifestTree } from './promotion-manifest.js';
import { roleInTree } from './tree-layout.js';

const folder = process.env['CIP_TEST_TREE'];
const required = process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1';

if (folder === undefined && required) {
  it('the tree of the Kubernetes project is there', () => {
    expect.fail('CIP_TEST_TREE must name the thin manifest tree of the Kubernetes project (2023-09)');
  });
} else if (folder === undefined) {
  it.skip('CIP_TEST_TREE does not name the thin manifest tree of the Kubernetes project (2023-09)');
}

describe.skipIf(folder === undefined)('the tree of the Kubernetes project of 2023-09', () => {
  let files: TreeFile[];
  let tree: ManifestTree;

  beforeAll(() => {
    const root = folder ?? '';
    files = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(path.sep).join('/'))
      .filter((name) => 'subproject' in roleInTree(name))
      .map((name) => ({ path: name, shownAs: name, text: readFileSync(path.join(root, name), 'utf8') }));
    tree = parseThinTree(files);
  });

  it('has one mistake', () => {
    expect(tree.problems).toMatchObject([
      {
        rule: 'digest-format',
        severity: 'error',
        where: { file: 'images/k8s-staging-ingress-nginx/images.yaml', line: 235, column: 5 },
        touches: {
          subproject: 'k8s-staging-ingress-nginx',
          source: 'gcr.io/k8s-staging-ingress-nginx',
          image: 'e2e-test-httpbin',
          tags: ['v20230312-helm-chart-4.5.2-28-g66a760794'],
        },
      },
    ]);
  });

  it('has 71 manifests with 378 images, of 359 names, and 16,592 sound digests', () => {
    const images = tree.manifests.flatMap((manifest) => manifest.images);
    expect(tree.manifests).toHaveLength(71);
    expect(images).toHaveLength(378);
    expect(new Set(images.map(({ name }) => name)).size).toBe(359);
    expect(images.flatMap(({ digests }) => digests)).toHaveLength(16_592);
  });

  it('asks for 555,560 edges: all but those of the wrong digest', () => {
    const edges = tree.manifests.flatMap(({ destinations, images }) =>
      images.flatMap(({ digests }) =>
        digests.map(({ tags }) => destinations.length * Math.max(1, tags.length)),
      ),
    );
    expect(edges.reduce((sum, count) => sum + count, 0)).toBe(555_580 - 20);
  });

  it('has places that name the lines of the digests', () => {
    for (const { images } of tree.manifests) {
      for (const { digest, place } of images.flatMap(({ digests }) => digests)) {
        expect(place.file.text.slice(place.offset, place.offset + digest.length + 1)).toContain(
          digest.slice(0, -1),
        );
      }
    }
  });

  it('is the same in any order of files', () => {
    expect(fingerprint(parseThinTree(files.toReversed()))).toBe(fingerprint(tree));
  });
});
