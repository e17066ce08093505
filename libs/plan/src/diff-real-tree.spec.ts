import { type ManifestTree, parseThinTree } from '@cip/manifest';
import { kubernetesTree, noKubernetesTree } from '@cip/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { diffTrees } from './diff-trees.js';

const files = kubernetesTree();

if (files.length === 0) it.skip(noKubernetesTree);

describe.skipIf(files.length === 0)('changes of the tree of the Kubernetes project of 2023-09', () => {
  let tree: ManifestTree;

  beforeAll(() => {
    tree = parseThinTree(files);
  });

  function changed(edit: (text: string, file: string) => string): ManifestTree {
    return parseThinTree(files.map((file) => ({ ...file, text: edit(file.text, file.path) })));
  }

  it('read again, it is the same', () => {
    const change = diffTrees(
      tree,
      changed((text) => `# read again\n${text}`),
    );
    expect(Object.values(change).flat()).toEqual([]);
  });

  it('with one region more, each digest is new there only, and no image counts as edited', () => {
    const region = changed((text) =>
      text.replaceAll(
        /^( *)- name: us-west1-docker\.pkg\.dev(.*)$(\n +service-account:.*$)?/gm,
        '$&\n$1- name: mars1-docker.pkg.dev$2$3',
      ),
    );
    const change = diffTrees(tree, region);
    const isNew = change.added.map(({ destinations }) => destinations.join());
    expect(isNew.length).toBeGreaterThan(16_000);
    expect(new Set(isNew.map((registry) => registry.split('/', 1)[0]))).toEqual(
      new Set(['mars1-docker.pkg.dev']),
    );
    const { added: _, registries, ...rest } = change;
    expect(registries.length).toBeGreaterThan(60);
    expect(Object.values(rest).flat()).toEqual([]);
  });

  it('without a region, each manifest loses it and no image is named', () => {
    const { removedDestinations, registries, ...rest } = diffTrees(
      tree,
      changed((text) =>
        text.replaceAll(/^ *- name: us-west1-docker\.pkg\.dev.*\n( +service-account:.*\n)?/gm, ''),
      ),
    );
    const promoting = tree.manifests.filter(({ images }) => images.length > 0);
    const losing = new Set(removedDestinations.map(({ manifest }) => manifest.name));
    expect([...losing]).toEqual(promoting.map(({ name }) => name));
    expect(registries).toHaveLength(tree.manifests.length);
    expect(Object.values(rest).flat()).toEqual([]);
  });
});
