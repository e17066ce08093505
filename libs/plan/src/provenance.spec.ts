import { describe, expect, it } from 'vitest';
import { desiredState } from './desired.js';
import { digest, type Held, inventoryOf, savedText, tree, type WrittenManifest } from './fixtures.js';
import type { PolicyOutcome, Prove } from '@cip/provenance';
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
    { reason: expect.stringMatching(/policy of foo .*; the provenance policy of sub /) as string },
  ]);
});

describe('attestations that are read', () => {
  const proven = {
    satisfied: true,
    level: 3,
    by: ['builder'],
    signedBy: ['signer'],
    violations: [],
  } as const;
  const unproven = { satisfied: false, by: [], signedBy: [], violations: ['nobody signed it'] } as const;
  const both = { ...foo, images: { app: { A: ['v1'], B: ['v2'] } } };

  /** Proves A alone, and counts what it is asked. */
  function proving(): { prove: Prove; asked: string[] } {
    const asked: string[] = [];
    const prove: Prove = (source, of, policies) => {
      asked.push(`${source}@${of}`);
      return Promise.resolve(
        policies.map(({ manifest, where, policy }): PolicyOutcome => {
          const found = of === digest('A') ? proven : unproven;
          return { manifest, where, mode: policy.mode, accepted: [], notes: [], ...found };
        }),
      );
    };
    return { prove, asked };
  }

  async function planWith(
    mode: 'warn' | 'require' | undefined,
    there: Held = {},
  ): Promise<{ plan: Awaited<ReturnType<typeof planPromotion>>; asked: readonly string[] }> {
    const { prove, asked } = proving();
    const desired = desiredState(tree(mode ? { ...both, provenance: mode } : both));
    return { plan: await planPromotion(desired, inventoryOf({ ...held, ...there }), { prove }), asked };
  }

  it('let a proven image pass, and hold its neighbour back with each violation in words', async () => {
    const { plan } = await planWith('require');
    expect([...plan.steps]).toMatchObject([
      { kind: 'copy', digest: digest('A'), tags: ['v1'], proof: [{ satisfied: true, level: 3 }] },
    ]);
    expect(plan.blockers).toMatchObject([
      {
        kind: 'provenance',
        digest: B,
        tags: ['v2'],
        reason: 'the provenance policy of foo (images/foo/images.yaml:1) is not satisfied: nobody signed it',
        proof: [{ manifest: 'foo', satisfied: false }],
      },
    ]);
  });

  it('hold nothing back where the policy warns, and are in the steps', async () => {
    const { plan } = await planWith('warn');
    const proofs = [...plan.steps].map(({ digest: of, proof }) => [of, proof?.[0]?.satisfied]);
    expect(new Map(proofs as [string, boolean][])).toEqual(
      new Map([
        [digest('A'), true],
        [B, false],
      ]),
    );
    expect(plan.blockers).toEqual([]);
  });

  it('are asked for what is to be copied alone', async () => {
    const there = { 'us.example/prod/app': { A: ['v1'], B: [] } };
    expect((await planWith('require', there)).asked).toEqual([]);
    expect((await planWith(undefined)).asked).toEqual([]);
    expect((await planWith('require')).asked.toSorted()).toEqual(
      [`staging.example/foo/app@${digest('A')}`, `staging.example/foo/app@${B}`].toSorted(),
    );
  });

  it('of what is in no source are not asked for', async () => {
    const { plan, asked } = await planWith('require', { 'staging.example/foo/app': {} });
    expect(asked).toEqual([]);
    expect(plan.blockers.map(({ kind }) => kind)).toEqual(['missing-source', 'missing-source']);
  });

  it('leave neither facts nor lines in a saved plan', async () => {
    const { plan } = await planWith('require');
    const text = savedText(plan);
    expect(text).not.toContain('"proof"');
    expect(text).toContain('the provenance policy of foo (images/foo/images.yaml) is not satisfied');
  });
});
