import { expect, it } from 'vitest';
import { desiredState } from './desired.js';
import { digest, type Held, inventoryOf, tree } from './fixtures.js';
import { planRegistry, registriesOf } from './registry-plan.js';
import { StillWanted } from './still-wanted.js';

const source = 'staging.example/foo/app';
const [A, B] = [digest('A'), digest('B')];
const desired = desiredState(
  tree({
    name: 'foo',
    source: 'staging.example/foo',
    destinations: ['eu.example/prod', 'us.example/prod'],
    images: { app: { A: ['v1'], B: ['v2'] } },
  }),
);

async function planOf(registry: string, held: Held = {}) {
  const wanted = registriesOf(desired).find((one) => one.registry === registry);
  return planRegistry(wanted!, inventoryOf({ [source]: { A: [], B: [] }, ...held }));
}

it('before anything is planned, every destination may want it; of another source none', () => {
  const still = new StillWanted(desired);
  expect([...still.of(source, A)]).toEqual(['eu.example/prod/app', 'us.example/prod/app']);
  expect([...still.of('staging.example/bar/app', A)]).toEqual([]);
});

it('a registry that was planned wants what it has steps for', async () => {
  const still = new StillWanted(desired);
  still.planned(await planOf('us.example', { 'us.example/prod/app': { A: ['v1'] } }));
  expect([...still.of(source, A)]).toEqual(['eu.example/prod/app']);
  expect([...still.of(source, B)]).toEqual(['eu.example/prod/app', 'us.example/prod/app']);
});

it.each([
  ['has what it needs', false],
  ['is stopped', true],
])('a repository that %s wants nothing', async (_situation, isStopped) => {
  const still = new StillWanted(desired);
  still.planned(await planOf('us.example'), isStopped);
  if (!isStopped) still.done('us.example/prod/app');
  expect([...still.of(source, A)]).toEqual(['eu.example/prod/app']);
});
