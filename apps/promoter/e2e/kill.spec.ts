import { buildImage, buildIndex, buildLayer } from '@cip/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { promoteArguments, startWorld, type State, stateOf, tagsOf, type World } from './world.js';
import { startCip } from './run-cip.js';

const layers = [buildLayer('base')];
const [linux, windows] = [buildImage('linux', { layers }), buildImage('windows', { layers })];
const index = buildIndex([linux, windows]);
const retagged = buildImage('retagged');

const wanted = {
  app: [[index, ['v2', 'v2.0']]],
  tools: [[windows, ['v3']]],
  retagged: [[retagged, ['v7', 'v7.1']]],
} as const;

let whole: State;
let wholeTags: string[];
let requests: number;

function all({ staging, us, eu }: World): [World['staging'], World['us'], World['eu']] {
  return [staging, us, eu];
}

beforeAll(async () => {
  await using world = await startWorld({ wanted });
  expect(await world.promote()).toMatchObject({ code: 0, stderr: '' });
  requests = all(world).reduce((sum, registry) => sum + registry.requests.length, 0);
  [whole, wholeTags] = [stateOf(world.us), tagsOf(world.us)];
  expect(stateOf(world.eu)).toEqual(whole);
  expect(wholeTags.filter((line) => line.includes(index.descriptor.digest))).toHaveLength(2);
});

/** Ends the process as the nth request comes in; says whether it lived long enough for that. */
async function killAtRequest(nth: number, world: World): Promise<boolean> {
  const running = startCip(promoteArguments(world.folder));
  let seen = 0;
  for (const registry of all(world)) {
    registry.onRequest(() => {
      if (++seen === nth) running.kill('SIGKILL');
    });
  }
  const { signal } = await running.finished;
  await Promise.all(all(world).map((registry) => registry.idle()));
  return signal === 'SIGKILL';
}

/** Collects tags that no clean run gives, whenever a request comes in. */
function watchTags(world: World): Set<string> {
  const wrong = new Set<string>();
  for (const registry of world.production) {
    registry.onRequest(() => {
      for (const line of tagsOf(registry)) if (!wholeTags.includes(line)) wrong.add(line);
    });
  }
  return wrong;
}

async function recovers(nth: number): Promise<'killed' | 'too late'> {
  await using world = await startWorld({ wanted });
  const wrong = watchTags(world);
  const killed = await killAtRequest(nth, world);
  const result = await world.promote();
  const said = `killed at request ${nth}, then ${result.code}: ${result.stdout}${result.stderr}`;
  expect(result.code, said).toBe(0);
  for (const registry of world.production) expect(stateOf(registry), said).toEqual(whole);
  expect([...wrong], said).toEqual([]);
  return killed ? 'killed' : 'too late';
}

describe('a run that is killed', () => {
  // One registry lists tags only, the other everything: each run meets both.
  it('at any request, then run again, ends as if nothing had happened', async () => {
    const outcomes: string[] = [];
    let next = 1;
    const worker = async (): Promise<void> => {
      for (let nth = next++; nth <= requests; nth = next++) outcomes.push(await recovers(nth));
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    expect(outcomes).toHaveLength(requests);
    // The number of requests differs by a few from run to run: who comes first mounts, the others wait.
    expect(outcomes.filter((outcome) => outcome === 'killed').length).toBeGreaterThan(requests * 0.9);
  }, 300_000);
});
