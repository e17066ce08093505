import { expect, it } from 'vitest';
import { formatRepositoryName, parseReference, whyNotADigest } from './index.js';

it('the example of the README holds', () => {
  const reference = parseReference('gcr.io/k8s-staging-foo/bar:v1.2.3');
  expect(reference).toMatchObject({ kind: 'tag', tag: 'v1.2.3' });
  expect(formatRepositoryName(reference.name)).toBe('gcr.io/k8s-staging-foo/bar');
  expect(whyNotADigest('sha256:12')).toBe('it has 2 hexadecimal characters instead of 64');
});
