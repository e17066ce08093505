import { readFile } from 'node:fs/promises';
import { createGitRepository, type GitRepository, imagesYaml, registriesYaml } from '@cip/testing';
import { expect, it } from 'vitest';
import { digests, type Files, writeTreeInto } from './marked-tree.js';
import { reportOf, runLint } from './run-cip-lint.js';

const example = new URL('../../../docs/examples/k8s.cip.yaml', import.meta.url);
const policy = await readFile(example, 'utf8');
const production = ['asia-east1', 'europe-west10', 'us-central1'].map(
  (region) => `${region}-docker.pkg.dev/k8s-artifacts-prod/images`,
);

interface Subproject {
  readonly folder: string;
  readonly source: string;
  /** Below production. */
  readonly path?: string;
  /** None: `images.yaml` is empty. */
  readonly image?: string;
}

function filesOf({ folder, source, path = '', image }: Subproject, digest: string = digests.b): Files {
  return {
    [`manifests/${folder}/promoter-manifest.yaml`]: registriesYaml({
      source,
      destinations: production.map((name) => name + path),
    }),
    [`images/${folder}/images.yaml`]:
      image === undefined
        ? ''
        : imagesYaml({ [image]: { [digest]: [digest === digests.a ? 'v1.0.0' : 'v1.0.1'] } }),
  };
}

const kubernetes: Subproject = {
  folder: 'k8s-staging-kubernetes',
  source: 'gcr.io/k8s-staging-kubernetes',
  image: 'kube-apiserver',
};
const etcd: Subproject = { folder: 'k8s-staging-etcd', source: 'gcr.io/etcd-development', image: 'etcd' };
const problemDetector: Subproject = {
  folder: 'k8s-staging-npd',
  source: 'gcr.io/k8s-staging-npd',
  path: '/node-problem-detector',
  image: 'node-problem-detector',
};
const owned: Files = {
  ...filesOf(kubernetes, digests.a),
  ...filesOf(etcd, digests.a),
  ...filesOf(problemDetector, digests.a),
};

/** The rules by which a tree has errors, compared with the commit before it; then the tree is committed. */
async function pullRequest(repository: GitRepository, files: Files): Promise<readonly string[]> {
  await writeTreeInto(repository, files);
  const result = await runLint(['tree', '--base', 'HEAD', '--format', 'json'], { cwd: repository.folder });
  const errors = reportOf(result).items.filter(({ severity }) => severity === 'error');
  expect(result.code).toBe(errors.length > 0 ? 1 : 0);
  await repository.commit('merged all the same');
  return [...new Set(errors.map(({ rule }) => rule))].sort();
}

it('the tree of the attacks has no finding, and a new subproject gets in', async () => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, { ...owned, '.cip.yaml': policy });
  await repository.commit('before');
  const tools: Subproject = { folder: 'k8s-staging-tools', source: 'gcr.io/k8s-staging-tools' };
  expect(await pullRequest(repository, filesOf(tools))).toEqual([]);
  expect(await pullRequest(repository, filesOf({ ...tools, image: 'tools/hammer' }))).toEqual([]);
});

const [matches, prefix, shared] = ['source-matches-folder', 'subproject-prefix', 'shared-repository'];

it.each<[string, Subproject & { readonly image: string }, string[], string[]]>([
  [
    'a folder that is named like an image at the top',
    { folder: 'kube-apiserver', source: 'evil.example/kube-apiserver', image: 'kube-apiserver' },
    [matches, prefix],
    [shared, matches, prefix],
  ],
  [
    'a folder that is named like a subproject',
    { folder: 'etcd', source: 'evil.example/etcd', image: 'etcd' },
    [matches, prefix],
    [shared, matches, prefix],
  ],
  [
    'a folder that is named like a subproject, for another image of it',
    { folder: 'etcd', source: 'evil.example/etcd', path: '/etcd', image: 'operator' },
    [matches, prefix],
    [matches, prefix],
  ],
  [
    'a folder that is named like the prefix of another',
    {
      folder: 'k8s-staging-node-problem-detector',
      source: 'evil.example/k8s-staging-node-problem-detector',
      path: '/node-problem-detector',
      image: 'node-problem-detector',
    },
    [matches, prefix],
    [shared, matches, prefix],
  ],
  [
    'a folder that is named like an image at the top, with a source on the host of all',
    {
      folder: 'k8s-staging-kube-apiserver',
      source: 'gcr.io/k8s-staging-kube-apiserver',
      path: '/kube-apiserver',
      image: 'amd64',
    },
    [prefix],
    [prefix],
  ],
  [
    'a folder with its own name, and a source on another host',
    { folder: 'k8s-staging-tools', source: 'evil.example/k8s-staging-tools', image: 'tools/hammer' },
    [matches],
    [matches],
  ],
  [
    'a folder that is named like the source of another',
    {
      folder: 'k8s-staging-ingressconformance',
      source: 'gcr.io/k8s-staging-ingressconformance',
      path: '/ingressconformance',
      image: 'echo',
    },
    [matches, prefix],
    [matches, prefix],
  ],
])('%s gets in neither with its registries nor with its images', async (_, attack, registries, images) => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, { ...owned, '.cip.yaml': policy });
  await repository.commit('before');
  const { image, ...empty } = attack;
  expect(await pullRequest(repository, filesOf(empty))).toEqual(registries);
  expect(await pullRequest(repository, filesOf({ ...empty, image }))).toEqual(images);
});

it('a source that changes is reported, and the images that come from it after that', async () => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, { ...owned, '.cip.yaml': policy });
  await repository.commit('before');
  const moved = { ...etcd, source: 'evil.example/k8s-staging-etcd' };
  expect(await pullRequest(repository, filesOf(moved, digests.a))).toEqual(['source-changed', matches]);
  const more = imagesYaml({ etcd: { [digests.a]: ['v1.0.0'], [digests.b]: ['v1.0.1'] } });
  expect(await pullRequest(repository, { 'images/k8s-staging-etcd/images.yaml': more })).toEqual([matches]);
});

it('without a configuration, a repository that two subprojects fill and a source that changes are reported', async () => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, owned);
  await repository.commit('before');
  const attack = { folder: 'kube-apiserver', source: 'evil.example/kube-apiserver' };
  expect(await pullRequest(repository, filesOf(attack))).toEqual([]);
  expect(await pullRequest(repository, filesOf({ ...attack, image: 'kube-apiserver' }))).toEqual([shared]);
  const moved = { ...kubernetes, source: 'evil.example/k8s-staging-kubernetes' };
  expect(await pullRequest(repository, filesOf(moved, digests.a))).toEqual([shared, 'source-changed']);
});
