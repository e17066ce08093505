import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parsePlainManifest } from '../parse-plain-manifest.js';
import { provenanceKeys } from './provenance-schema.js';

const page = readFileSync(
  new URL('../../../../docs/concepts/provenance-policies.md', import.meta.url),
  'utf8',
);

function imageOf(name: string): string {
  return `- {name: ${name}, dmap: {"sha256:${'a'.repeat(64)}": [v1]}}\n`;
}

it('the example of the page is a sound policy', () => {
  const [, example = ''] = /```yaml\n([^]*?)```/.exec(page) ?? [];
  const { manifests, problems } = parsePlainManifest({
    shownAs: 'manifest.yaml',
    text: `${example}images:\n${['hammer', 'charts/app'].map(imageOf).join('')}`,
  });
  expect(problems).toEqual([]);
  expect(manifests[0]?.provenance).toMatchObject({ mode: 'require', levels: [{ level: 3 }] });
});

it('the page lists every key', () => {
  const listed = [...page.matchAll(/^\| `([^`]+)` /gm)].map(([, key]) => key);
  const below = (start: string, keys: readonly string[]): string[] => keys.map((key) => start + key);
  const known = [
    ...provenanceKeys.policy.filter((key) => key !== 'builders' && key !== 'levels'),
    ...below('builders[].', provenanceKeys.builder),
    ...below('builders[].caller.', provenanceKeys.caller),
    ...below('levels[].', provenanceKeys.imageLevel),
  ];
  expect(listed.toSorted()).toEqual(known.toSorted());
});
