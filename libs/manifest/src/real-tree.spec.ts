import { kubernetesTree, noKubernetesTree } from '@cip/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.js';
import { parseThinTree } from './parse-thin-tree.js';
import type { ManifestTree } from './promotion-manifest.js';

const files = kubernetesTree();

if (files.length === 0) it.skip(noKubernetesTree);

describe.skipIf(files.length === 0)('the tree of the Kubernetes project of 2023-09', () => {
  let tree: ManifestTree;

  beforeAll(() => {
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
