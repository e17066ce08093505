import {
  formatRepositoryName,
  InvalidReferenceError,
  isDigest,
  isTag,
  parseDigest,
  parseReference,
  parseTag,
} from '@cip/oci';
import { expect, it } from 'vitest';
import { fuzz } from './fuzz.js';
import { textsNear } from './hostile-texts.js';
import { readOrRefused } from './read-or-refused.js';

// Here, since @cip/oci cannot use a library that uses it.

const digest = `sha256:${'0af'.repeat(21)}0`;
const references = [
  'gcr.io/k8s-staging-foo/bar:v1.10',
  `localhost:5000/a/b_c/d--e@${digest}`,
  `[::1]:5000/foo:v1@${digest}`,
];

it('a reference is read as what it says, without a way out of its registry, or refused', async () => {
  await fuzz(textsNear(...references), (text) => {
    const reference = readOrRefused(() => parseReference(text), InvalidReferenceError);
    if (!reference) return;
    const { name, tag } = reference;
    const parts = [
      formatRepositoryName(name),
      tag === undefined ? '' : `:${tag}`,
      reference.kind === 'digest' ? `@${reference.digest}` : '',
    ];
    expect(parts.join('')).toBe(text);
    const path = `/v2/${name.repository}`;
    expect(new URL(path, 'https://registry.example').pathname).toBe(path);
  });
});

it('digests and tags are what they were written as, or refused', async () => {
  await fuzz(textsNear(digest, `sha512:${'0af1'.repeat(32)}`, 'v1.10'), (text) => {
    const found = readOrRefused(() => parseDigest(text), InvalidReferenceError);
    expect(found).toBe(isDigest(text) ? text : undefined);
    const tag = readOrRefused(() => parseTag(text), InvalidReferenceError);
    expect(tag).toBe(isTag(text) ? text : undefined);
  });
});
