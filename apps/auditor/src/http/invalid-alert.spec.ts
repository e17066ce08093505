import { parseThinTree } from '@cip/manifest';
import { expect, it } from 'vitest';
import { invalidAlert } from './invalid-alert.js';

function problemsOf(count: number) {
  const mistakes = Array.from({ length: count }, (_, i) => `- name: UPPER-${i}\n  dmap: {}\n`);
  const files = {
    'manifests/one/promoter-manifest.yaml':
      'registries:\n- {name: gcr.io/staging, src: true}\n- name: eu.example/prod\n',
    'images/one/images.yaml': mistakes.join(''),
  };
  return parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text }))).problems;
}

it('names the first mistake, counts the others, and has them in its contents', () => {
  const { kind, message, contents } = invalidAlert(problemsOf(3), 'rev');
  expect(kind).toBe('manifests');
  expect(message).toMatch(/images\.yaml:1 image-name: .*, and 2 more$/);
  const lines = contents?.split('\n') ?? [];
  expect(lines.map((line) => /UPPER-\d/.exec(line)?.[0])).toEqual(['UPPER-0', 'UPPER-1', 'UPPER-2']);
});

it('has no more contents than somebody reads', () => {
  expect(invalidAlert(problemsOf(200), 'rev').contents?.split('\n')).toHaveLength(50);
});

it('is another one for other mistakes only', () => {
  const [one, same, other] = [problemsOf(2), problemsOf(2), problemsOf(3)];
  expect(invalidAlert(same, 'newer').key).toBe(invalidAlert(one, 'rev').key);
  expect(invalidAlert(other, 'rev').key).not.toBe(invalidAlert(one, 'rev').key);
});
