import type { ManifestTree } from '@cip/manifest';
import type { ImageFacts } from '@cip/oci';
import type { Blocker, Plan } from '@cip/plan';
import { digestOf, subproject, treeOf } from '../example-tree.fixture.js';
import type { Finding } from '../finding.js';
import { lint } from '../lint.js';
import { defaultPolicy, type Policy } from '../policy.js';
import type { RegistryFacts } from '../registry-facts.js';
import type { OnlineRule } from '../rule.js';

export const source = 'gcr.io/staging-foo/app';
export const destinations = ['eu.example/prod', 'us.example/prod'];
export const newDigest = digestOf('1a');
export const oldDigest = digestOf('2b');

/** The subproject `foo`: its image `app` in lines 3 and following. */
export function fooTree(...lines: readonly string[]): ManifestTree {
  const images = `- name: app\n  dmap:\n${lines.map((line) => `    ${line}\n`).join('')}`;
  return treeOf(subproject('foo', destinations, images));
}

export const tree = fooTree('"sha256:1a…": ["v1.0.0", "v1.0"]');

export const index: ImageFacts = {
  mediaType: 'application/vnd.oci.image.index.v1+json',
  kind: 'index',
  platforms: ['linux/amd64', 'linux/arm64'],
  size: 1000,
  layers: [],
};
export const image: ImageFacts = { ...index, kind: 'image', platforms: ['linux/amd64'] };

/** Facts in which nothing is wrong, but for what is given. */
export function factsWith(
  given: Partial<RegistryFacts> & { readonly blockers?: readonly Blocker[] } = {},
): RegistryFacts {
  const { blockers = [], ...facts } = given;
  const plan: Plan = { version: 1, manifests: newDigest, steps: [], blockers, existing: 0 };
  return {
    plan,
    sourceTags: new Map(),
    added: [{ source, digest: newDigest, facts: index }],
    unread: [],
    ...facts,
  };
}

/** What one rule finds. */
export function findings(
  rule: OnlineRule,
  facts: RegistryFacts,
  options: { readonly tree?: ManifestTree; readonly policy?: Partial<Policy> } = {},
): readonly Finding[] {
  const policy = { ...defaultPolicy, ...options.policy };
  return lint(options.tree ?? tree, { facts, policy, rules: [rule] });
}
