import { digestOf, isDigest, isTag, parseRepositoryName } from '@cip/oci';
import { fuzz, jsonNear, readOrRefused } from '@cip/testing';
import { expect, it } from 'vitest';
import { formatPlan, parsePlan, PlanFileError } from './plan-file.js';

const digest = digestOf(Buffer.from('image'));
const item = { image: 'app', source: 'gcr.io/staging/app', destination: 'gcr.io/prod/app', digest };
const plan = {
  version: 1,
  manifests: digest,
  existing: 3,
  steps: [
    { ...item, kind: 'copy', tags: ['v1', 'latest'] },
    { ...item, kind: 'tag', tags: ['v2'] },
    {
      ...item,
      kind: 'attach',
      tags: [],
      attached: { image: digest, on: digest, type: 'sbom', signedBy: ['a'] },
    },
    { ...item, kind: 'sign', tags: [], signs: { image: digest, kinds: ['signature'], from: item.source } },
  ],
  blockers: [{ ...item, kind: 'tag-moved', tags: ['v3'], reason: 'the tag is taken', side: 'destination' }],
};
const part = { ...plan, shard: { index: 0, count: 1 } };

it('a saved plan has sound steps and reads back as it is written, or is refused', async () => {
  await fuzz(jsonNear(plan, part), (text) => {
    const read = readOrRefused(() => parsePlan(text), PlanFileError);
    if (!read) return;
    const { existing, steps } = read;
    expect(Number.isSafeInteger(existing) && existing >= 0).toBe(true);
    for (const { digest: of, tags, source, destination } of steps) {
      expect(isDigest(of) && tags.every(isTag)).toBe(true);
      for (const repository of [source, destination]) {
        expect(() => parseRepositoryName(repository)).not.toThrow();
      }
    }
    const again = [...formatPlan(read)].join('');
    expect([...formatPlan(parsePlan(again))].join('')).toBe(again);
  });
});

it('the plan that the others are near to is sound', () => {
  expect(parsePlan(JSON.stringify(part)).steps).toHaveLength(plan.steps.length);
});
