import { type ManifestTree, parseThinTree } from '@cip/manifest';
import { kubernetesTree, noKubernetesTree } from '@cip/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { lint } from './lint.js';
import { defaultPolicy, type Policy } from './policy.js';
import type { RuleName } from './rule-name.js';
import { inputRules } from './rules/input-rules.js';
import { treeRules } from './rules/tree-rules.js';

const files = kubernetesTree();
const rules = [...inputRules, ...treeRules].filter(({ name }) => name !== 'canonical-format');

if (files.length === 0) it.skip(noKubernetesTree);

describe.skipIf(files.length === 0)('the tree of the Kubernetes project of 2023-09', () => {
  let tree: ManifestTree;

  beforeAll(() => {
    tree = parseThinTree(files);
  });

  function counts(policy: Policy): Partial<Record<RuleName, number>> {
    const found: Partial<Record<RuleName, number>> = {};
    for (const { rule } of lint(tree, { policy, rules })) found[rule] = (found[rule] ?? 0) + 1;
    return found;
  }

  it('has one error without configuration', () => {
    const findings = lint(tree, { rules });
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      {
        rule: 'digest-format',
        where: { file: 'images/k8s-staging-ingress-nginx/images.yaml', line: 235, column: 5 },
      },
    ]);
  });

  it('has tags that look like moving ones and images in several blocks, and nothing else', () => {
    expect(counts(defaultPolicy)).toEqual({ 'digest-format': 1, 'moving-tag': 31, 'repeated-image': 355 });
  });

  it('has 11 folders that promote elsewhere than to their names, and 2 sources of other names', () => {
    const registries = tree.manifests.flatMap(({ destinations }) => destinations.map(({ name }) => name));
    const production = new Set(registries.map((name) => name.split('/').slice(0, 3).join('/')));
    const policy: Policy = {
      ...defaultPolicy,
      rules: {
        'subproject-prefix': 'error',
        'source-matches-folder': 'error',
        'destination-set': 'error',
        'repeated-image': 'off',
        'moving-tag': 'off',
      },
      productionRegistries: [...production],
      stagingPrefix: 'k8s-staging-',
    };
    expect(production.size).toBe(20);
    expect(counts(policy)).toMatchObject({ 'digest-format': 1, 'source-matches-folder': 2 });
    const strays = lint(tree, { policy, rules }).filter(({ rule }) => rule === 'subproject-prefix');
    const folders = new Set(strays.map(({ touches }) => touches[0]?.subproject));
    expect([...folders].sort()).toEqual([
      'k8s-staging-capi-vsphere',
      'k8s-staging-cluster-api-kubeadm',
      'k8s-staging-etcd',
      'k8s-staging-ingress-controller-conformance',
      'k8s-staging-kubernetes',
      'k8s-staging-npd',
      'k8s-staging-sched-simulator',
      'k8s-staging-sp-operator',
      'k8s-staging-tg-exporter',
      'k8s-staging-win-op-rdnss',
      'k8s-staging-win-svc-proxy',
    ]);
    expect(counts(policy)['destination-set']).toBeUndefined();
  });
});
