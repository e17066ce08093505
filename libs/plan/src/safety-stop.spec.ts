import { expect, it } from 'vitest';
import { desiredState } from './desired.js';
import { inventoryOf, tree } from './fixtures.js';
import { planRegistry, registriesOf } from './registry-plan.js';
import { type SafetyLimits, safetyStop } from './safety-stop.js';

const limits: SafetyLimits = { maxSteps: 5, maxChange: 0.2, fill: new Set() };

/** A registry that should hold `promised` images, holds `inPlace` of them, and gets the others where the source has them. */
async function stop(
  { promised, inPlace, gone = 0 }: { promised: number; inPlace: number; gone?: number },
  changed: Partial<SafetyLimits> = {},
): Promise<string | undefined> {
  const names = Array.from({ length: promised }, (_, i) => `image${i}`);
  const images = Object.fromEntries(names.map((name) => [name, [name]]));
  const manifests = tree({
    name: 'foo',
    source: 'staging.example/foo',
    destinations: ['us.example/prod'],
    images: { app: images },
  });
  const inventory = inventoryOf({
    'us.example/prod/app': Object.fromEntries(names.slice(0, inPlace).map((name) => [name, [name]])),
    'staging.example/foo/app': Object.fromEntries(names.slice(0, promised - gone).map((name) => [name, []])),
  });
  const [registry] = registriesOf(desiredState(manifests));
  const blocker = safetyStop(await planRegistry(registry!, inventory), { ...limits, ...changed });
  if (blocker) expect(blocker).toMatchObject({ kind: 'safety-stop', destination: 'us.example', image: '' });
  return blocker?.reason;
}

it.each([
  ['a few steps, however large their share', { promised: 6, inPlace: 1 }, {}],
  ['a small share, however many steps', { promised: 100, inPlace: 80 }, {}],
  ['an empty registry that gets little', { promised: 5, inPlace: 0 }, {}],
  ['a new registry that may be filled', { promised: 50, inPlace: 0 }, { fill: new Set(['us.example']) }],
  ['a larger share where that is allowed', { promised: 50, inPlace: 10 }, { maxChange: 0.8 }],
  ['more steps where they are allowed', { promised: 50, inPlace: 10 }, { maxSteps: 40 }],
  ['one image of two that its source lacks', { promised: 2, inPlace: 0, gone: 1 }, {}],
  ['half of the sources that are gone', { promised: 100, inPlace: 80, gone: 10 }, {}],
  ['nothing to do at all', { promised: 40, inPlace: 20, gone: 20 }, {}],
])('%s: goes on', async (_situation, state, changed) => {
  expect(await stop(state, changed)).toBeUndefined();
});

it.each([
  [
    'too many steps',
    { promised: 100, inPlace: 79 },
    {},
    '21 steps for 100 promised digests are more than 20 %',
  ],
  ['an empty registry', { promised: 6, inPlace: 0 }, { maxChange: 1 }, 'use --fill us.example'],
  [
    'another registry may be filled',
    { promised: 6, inPlace: 0 },
    { fill: new Set(['eu.example']) },
    '--fill',
  ],
  ['most sources are gone', { promised: 115, inPlace: 100, gone: 11 }, {}, 'lack 11 of the 15 digests'],
  [
    'gone, even where it may be filled',
    { promised: 20, inPlace: 0, gone: 11 },
    { fill: new Set(['us.example']) },
    'lack 11',
  ],
  ['a part of the work', { promised: 6, inPlace: 2 }, { shards: 2 }, '4 steps for 6 promised digests'],
])('%s: stops', async (_situation, state, changed, reason) => {
  expect(await stop(state, changed)).toContain(reason);
});
