import { expect, it } from 'vitest';
import { isGitUrl } from './open-source.js';

it.each([
  ['https://github.com/kubernetes/k8s.io', true],
  ['file:///srv/k8s.io.git', true],
  ['git@github.com:kubernetes/k8s.io.git', true],
  ['registry.k8s.io', false],
  ['/srv/registry.k8s.io', false],
  ['./a:b', false],
])('%s is the address of a repository: %s', (location, expected) => {
  expect(isGitUrl(location)).toBe(expected);
});
