import { describe, expect, it } from 'vitest';
import { hoursAgo, startBackup } from './run-cip-backup.js';
import { images, type Layout, seed, startWorld, type World } from './world.js';

const [first, second] = [hoursAgo(2), hoursAgo(1)];

/** A world with a snapshot, and production as it is an hour later. */
async function startLater(layout: Layout): Promise<World> {
  const world = await startWorld(layout);
  await world.take(first);
  seed(world.production, 'prod/app', [[images.next, ['v3']]]);
  world.production.setTag('prod/app', 'v1', images.next.descriptor.digest);
  seed(world.production, 'prod/new', [[images.platforms, ['n1']]]);
  return world;
}

function requestsOf({ production, store }: World): number {
  return production.requests.length + store.requests.length;
}

/** Ends the process as the nth request comes in; says whether it lived long enough for that. */
async function killAtRequest(nth: number, world: World): Promise<boolean> {
  const running = startBackup(world.runArguments(second));
  let seen = 0;
  const ends = [world.production, world.store].map((registry) =>
    registry.onRequest(() => {
      if (++seen === nth) running.kill('SIGKILL');
    }),
  );
  const { signal } = await running.finished;
  await Promise.all([world.production.idle(), world.store.idle()]);
  for (const end of ends) end();
  return signal === 'SIGKILL';
}

async function recovers(layout: Layout, nth: number): Promise<boolean> {
  await using world = await startLater(layout);
  const before = world.store.digestSet();
  const killed = await killAtRequest(nth, world);
  await world.take(second);
  for (const snapshot of [first, second]) await world.verify(snapshot);
  expect(world.store.digestSet()).toEqual(expect.arrayContaining(before));
  expect(await world.restored(second)).toEqual(world.production.digestSet());
  return killed;
}

describe.each(['tree', 'incremental', 'oci'] as const)('a run that is killed, in the layout %s', (layout) => {
  it('at every tenth request, then run again, has a snapshot that verifies, beside those before', async () => {
    const world = await startLater(layout);
    world.production.resetCounts();
    world.store.resetCounts();
    await world.take(second);
    const requests = requestsOf(world);
    await world[Symbol.asyncDispose]();
    const points = Array.from({ length: Math.floor(requests / 10) }, (_, i) => (i + 1) * 10);
    expect(points.length).toBeGreaterThan(0);
    const outcomes: boolean[] = [];
    const worker = async (): Promise<void> => {
      for (let nth = points.shift(); nth; nth = points.shift()) outcomes.push(await recovers(layout, nth));
    };
    await Promise.all([worker(), worker()]);
    // The number of requests differs by a few from run to run.
    expect(outcomes.filter(Boolean).length).toBeGreaterThanOrEqual(outcomes.length - 1);
  }, 240_000);
});

describe('a run that is asked to end', () => {
  it('ends with a report, and goes on when it is run again', async () => {
    await using world = await startLater('incremental');
    const gate = world.production.gate({ kind: 'blob', method: 'GET' });
    const running = startBackup([...world.runArguments(second), '--format', 'json']);
    await gate.arrived;
    running.kill('SIGTERM');
    const { code, stdout } = await running.finished;
    gate.open();
    expect(code).toBe(143);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: 'SIGTERM', regions: [{ state: 'incomplete' }] });
    await world.take(second);
    await world.verify(second);
  });
});
