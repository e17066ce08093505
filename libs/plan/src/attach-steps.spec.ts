import type { Digest } from '@cip/oci';
import type { Attachment, FindMissing, MissingAttachments, PromisedImage } from '@cip/provenance';
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
import type { PlanOptions } from './registry-plan.js';
import { registriesOf, planRegistry } from './registry-plan.js';
import { safetyStop } from './safety-stop.js';

const foo: WrittenManifest = {
  name: 'foo',
  source: 'staging.example/foo',
  destinations: ['eu.example/prod', 'us.example/prod'],
  images: { app: { A: ['v1'], B: ['v2'] } },
};
const staged: Held = { 'staging.example/foo/app': { A: [], B: [] } };
const there: Held = { 'us.example/prod/app': { A: ['v1'] }, 'eu.example/prod/app': { A: ['v1'], B: ['v2'] } };

function attachment(name: string, on: string, tag?: string): Attachment {
  return { on: digest(on), digest: digest(name), ...(tag && { tag }), type: 'signature', signedBy: ['key'] };
}

/** Answers by the short name of the image, and notes what it is asked. */
function missing(answers: Readonly<Record<string, Partial<MissingAttachments>>>): {
  findMissing: FindMissing;
  asked: (PromisedImage & { destination: string })[];
} {
  const byDigest = new Map(Object.entries(answers).map(([name, answer]) => [digest(name), answer]));
  const asked: (PromisedImage & { destination: string })[] = [];
  return {
    asked,
    findMissing: (image, destination) => {
      asked.push({ ...image, destination });
      return Promise.resolve({ missing: [], ...byDigest.get(image.digest) });
    },
  };
}

function planOf(options: PlanOptions, held: Held = there, manifests = [foo]): Promise<ReadPlan> {
  return planned(desiredState(tree(...manifests)), inventoryOf({ ...staged, ...held }), options);
}

const shown = ({ steps }: Pick<ReadPlan, 'steps'>): string[] =>
  steps.map(({ kind, destination, digest: of, tags }) => {
    const short = ['A', 'B', 'S', 'T'].find((name) => digest(name) === of) ?? of;
    return `${destination.slice(0, 2)} ${kind} ${short} ${tags.join()}`;
  });

it('what an image lacks is a step of its own, before the images, whether the image is in place or comes now', async () => {
  const { findMissing, asked } = missing({
    A: { missing: [attachment('S', 'A', 'sha256-a.sig')] },
    B: { missing: [attachment('T', 'B')] },
  });
  const plan = await planOf({ findMissing });
  expect(shown(plan)).toEqual([
    'eu attach S sha256-a.sig',
    'eu attach T ',
    'us attach S sha256-a.sig',
    'us attach T ',
    'us copy B v2',
  ]);
  expect(plan.steps[0]).toMatchObject({
    kind: 'attach',
    image: 'app',
    source: 'staging.example/foo/app',
    where: { file: 'images/foo/images.yaml' },
    attached: { type: 'signature', signedBy: ['key'] },
  });
  expect(asked.map(({ destination, isNew }) => `${destination.slice(0, 2)} ${isNew}`).sort()).toEqual([
    'eu false',
    'eu false',
    'us false',
    'us true',
  ]);
  expect(plan.existing).toBe(3);
});

it('an image that is blocked is not asked about, and gets nothing', async () => {
  const { findMissing, asked } = missing({ B: { missing: [attachment('T', 'B')] } });
  const moved: Held = { ...there, 'us.example/prod/app': { A: ['v1'], C: ['v2'] } };
  const plan = await planOf({ findMissing }, moved);
  expect(plan.blockers.map(({ kind }) => kind)).toEqual(['tag-moved']);
  expect(asked.filter(({ destination }) => destination.startsWith('us'))).toHaveLength(1);
});

it('what cannot be read is said, and holds up nothing', async () => {
  const failure = { code: 'TIMEOUT', reason: 'timed out' } as const;
  const { findMissing } = missing({
    B: { missing: [attachment('T', 'B')], unread: { side: 'source', failure } },
  });
  const plan = await planOf({ findMissing });
  expect(shown(plan)).toEqual(['eu attach T ', 'us attach T ', 'us copy B v2']);
  expect(plan.blockers).toMatchObject([
    {
      kind: 'unreachable',
      destination: 'eu.example/prod/app',
      digest: digest('B'),
      tags: [],
      side: 'source',
      reason: 'what is attached to it in staging.example/foo/app cannot be read: timed out',
      failure,
    },
    { kind: 'unreachable', destination: 'us.example/prod/app' },
  ]);
});

it('what does not verify blocks a new image, and not one that is in place', async () => {
  const violations = ['the tag sha256-b.att does not verify'];
  const { findMissing } = missing({ B: { missing: [attachment('T', 'B')], violations } });
  const plan = await planOf({ findMissing });
  expect(shown(plan)).toEqual(['eu attach T ']);
  expect(plan.blockers).toMatchObject([
    {
      kind: 'provenance',
      destination: 'us.example/prod/app',
      tags: ['v2'],
      reason: 'what is attached to it does not verify: the tag sha256-b.att does not verify',
    },
  ]);
});

it('an artifact of two images, and one that the manifests promise as well, has one step', async () => {
  const shared = attachment('T', 'child');
  const { findMissing } = missing({
    A: { missing: [shared] },
    B: { missing: [shared, attachment('S', 'B')] },
  });
  const withSbom = {
    ...foo,
    destinations: ['eu.example/prod'],
    images: { app: { A: ['v1'], B: ['v2'], S: [] } },
  };
  const plan = await planOf(
    { findMissing },
    { ...there, 'staging.example/foo/app': { A: [], B: [], S: [] } },
    [withSbom],
  );
  expect(shown(plan)).toEqual(['eu attach T ', 'eu copy S ']);
});

it('a saved plan brings the attached artifacts that it lists, and no others', async () => {
  const all = missing({
    A: { missing: [attachment('S', 'A', 'sha256-a.sig')] },
    B: { missing: [attachment('T', 'B')] },
  });
  const first = missing({ A: { missing: [attachment('S', 'A', 'sha256-a.sig')] } });
  const manifests = tree(foo);
  const saved = locatePlan(parsePlan(savedText(await planOf(first))), manifests);
  expect(shown(saved)).toEqual(['eu attach S sha256-a.sig', 'us attach S sha256-a.sig', 'us copy B v2']);
  const desired = desiredByPlan(desiredState(manifests), saved);
  const again = await planned(desired, inventoryOf({ ...staged, ...there }), all);
  expect(shown(again)).toEqual(shown(saved));
});

it('a saved plan cannot attach to what the manifests do not promise', async () => {
  const { findMissing } = missing({ A: { missing: [attachment('S', 'A')] } });
  const text = savedText(await planOf({ findMissing }));
  const forged = text.replaceAll(`"image": "${digest('A')}"`, `"image": "${digest('C')}"`);
  expect(forged).not.toBe(text);
  expect(() => locatePlan(parsePlan(forged), tree(foo))).toThrow('the manifests do not ask for its step');
  const broken = text.replaceAll('"type": "signature"', '"type": 1');
  expect(() => parsePlan(broken)).toThrow('"steps[0]" is not a step');
});

it('a project that begins to keep attached artifacts is not stopped for their number', async () => {
  const many = Array.from({ length: 50 }, (_, i) => attachment(`artifact ${i}`, 'A'));
  const { findMissing } = missing({ A: { missing: many } });
  const [registry] = registriesOf(desiredState(tree(foo)));
  const plan = await planRegistry(registry!, inventoryOf({ ...staged, ...there }), { findMissing });
  expect(plan).toMatchObject({ registry: 'eu.example', steps: 50, attachments: 50 });
  expect(safetyStop(plan, { maxSteps: 5, maxChange: 0.1, fill: new Set() })).toBeUndefined();
});

it('gives the same plan whatever the order of the answers', async () => {
  const answers: Record<string, Partial<MissingAttachments>> = {
    A: { missing: [attachment('S', 'A'), attachment('T', 'child')] },
    B: { missing: [attachment('T', 'child')] },
  };
  const slowFirst =
    (slow: Digest): FindMissing =>
    async (image) => {
      if (image.digest === slow) await new Promise(setImmediate);
      const short = image.digest === digest('A') ? 'A' : 'B';
      return { missing: [], ...answers[short] };
    };
  const plans = await Promise.all(['A', 'B'].map((slow) => planOf({ findMissing: slowFirst(digest(slow)) })));
  expect(savedText(plans[0]!)).toBe(savedText(plans[1]!));
});
