import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidReferenceError } from './errors.js';
import { parseReference } from './reference.js';
import { formatRepositoryName, parseRepositoryName } from './repository-name.js';
import { isTag } from './tag.js';

const digest = `sha256:${'a'.repeat(64)}`;

describe('a reference', () => {
  it.each([
    {
      text: 'gcr.io/k8s-staging-foo/bar:v1',
      kind: 'tag',
      registry: 'gcr.io',
      repository: 'k8s-staging-foo/bar',
    },
    { text: `gcr.io/foo/bar@${digest}`, kind: 'digest', registry: 'gcr.io', repository: 'foo/bar' },
    { text: `gcr.io/foo/bar:v1@${digest}`, kind: 'digest', registry: 'gcr.io', repository: 'foo/bar' },
    { text: 'localhost:5000/foo:1.10', kind: 'tag', registry: 'localhost:5000', repository: 'foo' },
    { text: '[::1]:5000/foo:v1', kind: 'tag', registry: '[::1]:5000', repository: 'foo' },
    {
      text: '127.0.0.1:5000/a/b_c/d__e/f--g/h.i:v1',
      kind: 'tag',
      registry: '127.0.0.1:5000',
      repository: 'a/b_c/d__e/f--g/h.i',
    },
  ])('$text names $repository at $registry by $kind', ({ text, kind, registry, repository }) => {
    expect(parseReference(text)).toMatchObject({ kind, name: { registry, repository } });
  });

  it.each([
    'foo:v1',
    'gcr.io/foo',
    'gcr.io/Foo:v1',
    'gcr.io/foo/:v1',
    'gcr.io//foo:v1',
    'gcr.io/foo/../bar:v1',
    'gcr.io/-foo:v1',
    'gcr.io/foo:',
    'gcr.io/foo:-v1',
    `gcr.io/foo@${digest.slice(0, -1)}`,
    `gcr.io/foo@${digest}@${digest}`,
    'https://gcr.io/foo:v1',
    'user@gcr.io/foo:v1',
    'gcr.io:99999/foo:v1',
    `gcr.io/${'a'.repeat(256)}:v1`,
    `gcr.io/foo:${'v'.repeat(129)}`,
  ])('is refused: %s', (text) => {
    expect(() => parseReference(text)).toThrow(InvalidReferenceError);
  });

  it.each([
    ['a host of any length', `${'a_'.repeat(5000)}/foo:v1`],
    ['what turns the direction of writing', 'gcr.io/\u202efoo:v1'],
    ['a command to a CI system', '##vso[task.complete]'],
  ])('is refused in a short line that prints: %s', (_, text) => {
    expect(() => parseReference(text)).toThrow(/^[\x20-\x7e]{1,400}$/);
    expect(() => parseReference(text)).not.toThrow('##vso[');
  });

  it('never throws anything else, and keeps what it takes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const { name } = parseReference(text);
          expect(text.startsWith(formatRepositoryName(name))).toBe(true);
          expect(parseRepositoryName(formatRepositoryName(name))).toEqual(name);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidReferenceError);
        }
      }),
    );
  });
});

describe('a tag', () => {
  it.each(['v1.2.3', '1.10', '_x', 'A-b.c_d', 'v'.repeat(128)])('is %s', (text) => {
    expect(isTag(text)).toBe(true);
  });

  it.each(['', '.x', '-x', 'a b', 'a/b', 'é', 'v1\n', 'v'.repeat(129)])('is not %j', (text) => {
    expect(isTag(text)).toBe(false);
  });
});
