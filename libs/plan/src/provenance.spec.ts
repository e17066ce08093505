import { describe, expect, it } from 'vitest';
import { desiredState } from './desired.js';
import { digest, type Held, inventoryOf, tree, type WrittenManifest } from './fixtures.js';
import { planPromotion } from './plan-promotion.js';

const B = digest('B');
const held: Held = { 'staging.example/foo/app': { A: [], B: [] }, 'staging.example/foo/sub/tool': { B: [] } };
const foo: WrittenManifest = {
  name: 'foo',
  source: 'staging.example/foo',
  destinations: ['us.example/prod'],
  images: { app: { A: ['v1'], B: ['v2'] } },
};
const sub: WrittenManifest = {
  name: 'sub',
  source: 'staging.example/foo/sub',
  destinations: ['us.example/prod/sub'],
  images: { tool: { B: ['v1'] } },
};

async function planOf(
  manifests: readonly WrittenManifest[],
  there: Held,
  ignoreProvenance = false,
): Promise<{ steps: string[]; blockers: object[] }> {
  const desired = desiredState(tree(...manifests), { ignoreProvenance });
  const plan = await planPromotion(desired, inventoryOf({ ...held, ...there }));
  return {
    steps: [...plan.steps].map((step) => `${step.kind} ${step.image}:${step.tags.join()}`),
    blockers: [...plan.blockers],
  };
}

describe('a policy that requires attestations', () => {
  const requiring = { ...foo, provenance: 'require' } as const;

  it('holds back what production does not have, and nothing else', async () => {
    const { steps, blockers } = await planOf([requiring], { 'us.example/prod/app': { A: [] } });
    expect(steps).toEqual(['tag app:v1']);
    expect(blockers).toMatchObject([
      {
        kind: 'provenance',
        image: 'app',
        digest: B,
        tags: ['v2'],
        reason: expect.stringContaining('the provenance policy of foo (images/foo/images.yaml:1)') as string,
      },
    ]);
  });

  it('applies to what lies below its source, whichever manifest promotes it', async () => {
    const { steps, blockers } = await planOf([requiring, sub], {
      'us.example/prod/app': { A: ['v1'], B: ['v2'] },
    });
    expect(steps).toEqual([]);
    expect(blockers).toMatchObject([{ kind: 'provenance', image: 'tool', digest: B }]);
  });

  it('does not apply to a neighbour whose name begins in the same way', async () => {
    const other = { ...sub, source: 'staging.example/foobar', destinations: ['us.example/other'] };
    const { steps } = await planOf([requiring, other], { 'staging.example/foobar/tool': { B: [] } });
    expect(steps).toEqual(['copy tool:v1']);
  });

  it('leaves another source that has the digest', async () => {
    const twin = {
      ...sub,
      source: 'other.example',
      destinations: ['us.example/prod'],
      images: { app: { A: ['v1'] } },
    };
    const { steps, blockers } = await planOf([{ ...requiring, images: { app: { A: ['v1'] } } }, twin], {
      'other.example/app': { A: [] },
    });
    expect(steps).toEqual(['copy app:v1']);
    expect(blockers).toEqual([]);
  });

  it('is ignored by those who know', async () => {
    const { steps, blockers } = await planOf([requiring], {}, true);
    expect(steps.toSorted()).toEqual(['copy app:v1', 'copy app:v2']);
    expect(blockers).toEqual([]);
  });
});

it('a policy that only warns holds nothing back', async () => {
  const { steps, blockers } = await planOf([{ ...foo, provenance: 'warn' }], {
    'us.example/prod/app': { A: ['v1'] },
  });
  expect(steps).toEqual(['copy app:v2']);
  expect(blockers).toEqual([]);
});

it('an image of two policies names both', async () => {
  const { blockers } = await planOf(
    [
      { ...foo, images: {}, provenance: 'require' },
      { ...sub, provenance: 'require' },
    ],
    {},
  );
  expect(blockers).toMatchObject([
    { reason: expect.stringMatching(/policy of foo .* and of sub /) as string },
  ]);
});
