import type { Failure } from '@cip/oci';
import type { FindUnsigned, PromisedImage, UnsignedImage } from '@cip/provenance';
import { expect, it } from 'vitest';
import { desiredState } from './desired.js';
import {
  digest,
  type Held,
  inventoryOf,
  planned,
  type ReadPlan,
  savedText,
  tree,
  type WrittenManifest,
} from './fixtures.js';
import { desiredByPlan, locatePlan, parsePlan } from './plan-file.js';
import { planRegistry, registriesOf } from './registry-plan.js';
import { safetyStop } from './safety-stop.js';

const home = 'eu.example/prod/app';
const foo: WrittenManifest = {
  name: 'foo',
  source: 'staging.example/foo',
  destinations: ['eu.example/prod', 'us.example/prod'],
  images: { app: { A: ['v1'], B: ['v2'] } },
};
const held: Held = {
  'staging.example/foo/app': { A: [], B: [] },
  'us.example/prod/app': { A: ['v1'] },
  [home]: { A: ['v1'], B: ['v2'] },
};

type Answers = Readonly<Record<string, Partial<UnsignedImage>>>;

/** Answers by the short name of the image, for the home and its copy alike, and notes what it is asked. */
function unsigned(answers: Answers): {
  findUnsigned: FindUnsigned;
  asked: (PromisedImage & { destination: string })[];
} {
  const byDigest = new Map(Object.entries(answers).map(([name, answer]) => [digest(name), answer]));
  const asked: (PromisedImage & { destination: string })[] = [];
  return {
    asked,
    findUnsigned: (image, destination) => {
      asked.push({ ...image, destination });
      const { missing = [], ...others } = byDigest.get(image.digest) ?? {};
      const from = destination === home ? {} : { from: home };
      return Promise.resolve({ missing: missing.map((one) => ({ ...one, ...from })), ...others });
    },
  };
}

function planOf(answers: Answers, there: Held = held, manifests = [foo]): Promise<ReadPlan> {
  const { findUnsigned } = unsigned(answers);
  return planned(desiredState(tree(...manifests)), inventoryOf(there), { findUnsigned });
}

const shown = ({ steps }: Pick<ReadPlan, 'steps'>): string[] =>
  steps.map(({ kind, destination, digest: of, tags, signs }) => {
    const short = ['A', 'B', 'child'].find((name) => digest(name) === of) ?? of;
    const what = signs ? signs.kinds.join('+') : tags.join();
    return `${destination.slice(0, 2)} ${kind} ${short} ${what}${signs?.from === undefined ? '' : ` from ${signs.from}`}`;
  });

it('what an image lacks is signed after all that is copied, in place or not', async () => {
  const { findUnsigned, asked } = unsigned({
    A: { missing: [{ on: digest('A'), kinds: ['record'] }] },
    B: { missing: [{ on: digest('B'), kinds: ['signature', 'record'] }] },
  });
  const plan = await planned(desiredState(tree(foo)), inventoryOf(held), { findUnsigned });
  expect(shown(plan)).toEqual([
    'eu sign A record',
    'eu sign B signature+record',
    'us copy B v2',
    `us sign A record from ${home}`,
    `us sign B signature+record from ${home}`,
  ]);
  expect(plan.steps[1]).toMatchObject({
    image: 'app',
    source: 'staging.example/foo/app',
    tags: [],
    where: { file: 'images/foo/images.yaml' },
    signs: { image: digest('B') },
  });
  const us = asked.filter(({ destination }) => destination.startsWith('us'));
  expect(new Map(us.map((image) => [image.digest, image.isNew]))).toEqual(
    new Map([
      [digest('A'), false],
      [digest('B'), true],
    ]),
  );
  expect(plan.existing).toBe(3);
});

it('an image that is blocked is not signed', async () => {
  const answers: Answers = { B: { missing: [{ on: digest('B'), kinds: ['record'] }] } };
  const plan = await planOf(answers, { ...held, 'us.example/prod/app': { A: ['v1'], C: ['v2'] } });
  expect(plan.blockers.map(({ kind }) => kind)).toEqual(['tag-moved']);
  expect(shown(plan)).toEqual(['eu sign B record']);
});

it('what cannot be read blocks signing, and nothing else', async () => {
  const unread: Failure = { code: 'TIMEOUT', reason: 'timed out' };
  const plan = await planOf({ B: { unread } });
  expect(shown(plan)).toEqual(['us copy B v2']);
  expect(plan.blockers).toMatchObject([
    {
      kind: 'unreachable',
      destination: home,
      digest: digest('B'),
      tags: [],
      reason: 'whether it is signed cannot be read: timed out',
      side: 'destination',
    },
    { destination: 'us.example/prod/app' },
  ]);
});

it('a platform of two images has one step, with all that it should have', async () => {
  const plan = await planOf({
    A: { missing: [{ on: digest('child'), kinds: ['signature'] }] },
    B: { missing: [{ on: digest('child'), kinds: ['signature-bundle', 'record'] }] },
  });
  expect(shown(plan).slice(0, 1)).toEqual(['eu sign child signature+signature-bundle+record']);
});

it('a saved plan signs what it lists, and nothing else', async () => {
  const one = { missing: [{ on: digest('A'), kinds: ['record'] }] } as const;
  const child = { on: digest('child'), kinds: ['signature'] } as const;
  const manifests = tree(foo);
  const saved = locatePlan(parsePlan(savedText(await planOf({ A: one }))), manifests);
  expect(shown(saved)).toEqual(['eu sign A record', 'us copy B v2', `us sign A record from ${home}`]);
  const more = unsigned({ A: { missing: [...one.missing, child] }, B: { missing: [child] } });
  const again = await planned(desiredByPlan(desiredState(manifests), saved), inventoryOf(held), more);
  expect(shown(again)).toEqual(shown(saved));
});

it('a saved plan cannot sign what the manifests do not promise, nor what nobody makes', async () => {
  const text = savedText(await planOf({ A: { missing: [{ on: digest('A'), kinds: ['record'] }] } }));
  const forged = text.replaceAll(`"image": "${digest('A')}"`, `"image": "${digest('C')}"`);
  expect(forged).not.toBe(text);
  expect(() => locatePlan(parsePlan(forged), tree(foo))).toThrow('the manifests do not ask for its step');
  for (const [good, bad] of [
    ['"record"', '"wish"'],
    ['"kind": "sign"', '"kind": "copy"'],
    [`"from": "${home}"`, '"from": ""'],
  ] as const) {
    expect(text).toContain(good);
    expect(() => parsePlan(text.replaceAll(good, bad))).toThrow('is not a step');
  }
});

it('a project that begins to sign is not stopped for the number of its images', async () => {
  const { findUnsigned } = unsigned({
    A: { missing: [{ on: digest('A'), kinds: ['record'] }] },
    B: { missing: [{ on: digest('B'), kinds: ['record'] }] },
  });
  const [registry] = registriesOf(desiredState(tree(foo)));
  const plan = await planRegistry(registry!, inventoryOf(held), { findUnsigned });
  expect(plan).toMatchObject({ registry: 'eu.example', steps: 0 });
  expect(plan.repositories.flatMap(({ signings }) => signings)).toHaveLength(2);
  expect(safetyStop(plan, { maxSteps: 1, maxChange: 0.1, fill: new Set() })).toBeUndefined();
});
