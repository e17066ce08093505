import { noRealRegistry, realRegistry, seededRandom, upTo, type Walk } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CipResult, runCip } from './run-cip.js';
import { type Round, SoakStage, walkRound, wanted } from './soak-stage.js';
import { promoteArguments } from './world.js';

/** `nx soak promoter` sets 200. */
const kills = Number(process.env['CIP_SOAK_KILLS'] ?? 30);
const killsWithDocker = Math.ceil(kills / 4);
const seed = Number(process.env['CIP_SOAK_SEED'] ?? Date.now() % 2 ** 31);
const timeout = 60_000 + kills * 6_000;

interface Tally {
  kills: number;
  /** Runs that ended by themselves before they were to be killed, by exit code. */
  readonly ended: Record<number, number>;
  rounds: number;
  faults: number;
  tagsWalked: number;
}

describe(`production after a kill at a random moment (seed ${seed})`, () => {
  const random = seededRandom(seed);
  let stage: SoakStage;
  /** What a clean run leaves in each registry. */
  let whole: Readonly<Record<string, Walk>> = {};
  let requests = 0;

  beforeAll(async () => {
    stage = await SoakStage.start();
    const round = await stage.startRound('whole');
    const result = await promote(round);
    expect(result.code, said(result)).toBe(0);
    requests = stage.requests;
    const [first = {}, ...others] = await walkRound(round, { untagged: true });
    for (const other of others) expect(other).toEqual(first);
    for (const [name, entries] of Object.entries(wanted)) {
      const tags = entries.flatMap(([image, own]) => own.map((tag) => [tag, image.descriptor.digest]));
      expect(first[name]).toMatchObject({ tags: Object.fromEntries(tags) as object, faults: [] });
    }
    whole = first;
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  /** How many tags there are. Fails for a tag that cannot be pulled, and for one that no clean run gives. */
  async function expectNoHoles(round: Round, context: string): Promise<number> {
    const walks = await walksOf({ ...round, hosts: stage.hosts });
    expect(faultsIn(walks), context).toEqual([]);
    const others = { ...round, hosts: round.hosts.filter((host) => !stage.hosts.includes(host)) };
    // docker-registry goes on with what a killed client has sent, and lists a tag a moment before it gives it.
    await expect
      .poll(async () => faultsIn(await walksOf(others)), { timeout: 10_000, message: context })
      .toEqual([]);
    const all = [...walks, ...(await walksOf(others))];
    for (const [name, { tags }] of all) expect(whole[name]?.tags, context).toMatchObject(tags);
    return all.reduce((sum, [, { tags }]) => sum + Object.keys(tags).length, 0);
  }

  async function expectWhole(round: Round, context: string): Promise<void> {
    for (const host of await walkRound(round, { untagged: true })) expect(host, context).toEqual(whole);
  }

  /** Kills one run, or lets it end when it is done before; true when it says that production is complete. */
  async function killOnce(round: Round, tally: Tally): Promise<boolean> {
    const nth = upTo(requests, random);
    const context = `seed ${seed}, kill ${tally.kills + 1}, ${round.prefix}, at request ${nth}`;
    const calm = stage.trouble(random);
    const ended = await stage.killAt(nth, round);
    tally.faults += calm();
    if (ended) tally.ended[ended.code] = (tally.ended[ended.code] ?? 0) + 1;
    else tally.kills += 1;
    tally.tagsWalked += await expectNoHoles(round, context);
    if (ended?.code !== 0) return false;
    await expectWhole(round, `${context}: exit code 0`);
    return true;
  }

  /** Kills runs over one production after the other until enough were killed. */
  async function soak(name: string, hosts: readonly string[], most: number): Promise<Tally> {
    const tally: Tally = { kills: 0, ended: {}, rounds: 0, faults: 0, tagsWalked: 0 };
    for (; tally.kills < most; tally.rounds += 1) {
      const round = await stage.startRound(`${name}-${tally.rounds}`, hosts);
      for (let isWhole = false; !isWhole && tally.kills < most;) isWhole = await killOnce(round, tally);
      const result = await promote(round);
      const context = `seed ${seed}, ${round.prefix}, the last run: ${said(result)}`;
      expect(result.code, context).toBe(0);
      await expectWhole(round, context);
    }
    process.stderr.write(`${name}: ${JSON.stringify({ seed, requests, ...tally })}\n`);
    return tally;
  }

  it('has no tag with holes, and ends as after a clean run', { timeout }, async () => {
    const { tagsWalked } = await soak('memory', stage.hosts, kills - killsWithDocker);
    expect(tagsWalked).toBeGreaterThan(0);
  });

  it('has none on docker-registry beside them either', { timeout }, async ({ skip }) => {
    await using docker = await realRegistry();
    if (!docker) return skip(noRealRegistry);
    await soak('docker', [...stage.hosts, docker.host], killsWithDocker);
  });
});

async function walksOf(round: Round): Promise<[string, Walk][]> {
  return (await walkRound(round)).flatMap((host) => Object.entries(host));
}

function faultsIn(walks: readonly [string, Walk][]): string[] {
  return walks.flatMap(([, { faults }]) => faults);
}

function promote({ folder }: Round): Promise<CipResult> {
  return runCip(promoteArguments(folder), { timeout: 60_000 });
}

function said({ code, stdout, stderr }: CipResult): string {
  return `exit code ${code}\n${stdout}${stderr}`;
}
