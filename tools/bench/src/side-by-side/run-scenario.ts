import { TemporaryFolders } from '@cip/testing';
import { findProgram } from './find-program.js';
import { type Bound, traffic } from './bound.js';
import { type Figures, figuresOf, type Sample } from './figures.js';
import { runWork } from './measuring/run-work.js';
import type { Contender, Scenario, World } from './scenario.js';
import { allRequests } from './traffic.js';

export interface RunOptions {
  /** A share of the full size, 0 to 1. */
  readonly scale: number;
  /** Default: as the scenario says. */
  readonly runs?: number;
  /** Told before each run. */
  readonly onRun?: (what: string) => void;
}

export interface ContenderReport {
  readonly name: string;
  /** One of our own programs. */
  readonly isOurs: boolean;
  /** Absent when a run failed or ended in another state than it should. */
  readonly figures?: Figures;
  /** Why. */
  readonly failures: readonly string[];
}

export interface ScenarioReport {
  readonly name: string;
  readonly about: string;
  readonly contenders: readonly ContenderReport[];
  readonly bounds: readonly Bound[];
  /** Programs that are not on the PATH. */
  readonly leftOut: readonly string[];
  /** Of the same work in several sizes, the smallest first. */
  readonly curves?: readonly Curve[];
}

/** One thing that there is more and more of, and what is done with it. */
export interface Curve {
  readonly name: string;
  readonly about: string;
  readonly sizes: readonly ContenderReport[];
}

/** A contender whose program is there, and what came of its runs. */
class Entry<W extends World> {
  readonly #samples: Sample[] = [];
  readonly #failures: string[] = [];

  constructor(
    readonly contender: Contender<W>,
    readonly program: string,
  ) {}

  takesPartIn(run: number): boolean {
    return this.#failures.length === 0 && run < (this.contender.mostRuns ?? Infinity);
  }

  async run(scenario: Scenario<W>, world: W, folder: string): Promise<void> {
    try {
      const work = await this.contender.prepare(world, folder, this.program);
      await world.meter?.reset();
      const { usage, output } = await runWork(work, folder);
      const counted = await world.meter?.read();
      this.#failures.push(...(await scenario.differences(world, output)));
      this.#samples.push({ ...usage, ...(counted && { traffic: counted }) });
    } catch (error) {
      this.#failures.push(error instanceof Error ? error.message : String(error));
    }
  }

  get report(): ContenderReport {
    const figures = this.#failures.length === 0 ? figuresOf(this.#samples) : undefined;
    const { name, peer, isBaseline = false } = this.contender;
    return {
      name,
      isOurs: peer === undefined && !isBaseline,
      ...(figures && { figures }),
      failures: this.#failures,
    };
  }
}

/** Runs the contenders in turns, so that a noisy machine is noisy for all of them. */
export async function runScenario<W extends World>(
  scenario: Scenario<W>,
  { scale, runs = scenario.runs, onRun }: RunOptions,
): Promise<ScenarioReport> {
  const { entries, leftOut } = await findContenders(scenario.contenders);
  const folders = new TemporaryFolders();
  const kept = scenario.isReadOnly ? await scenario.open(scale) : undefined;
  try {
    for (let run = 0; run < runs; run++) {
      for (const entry of entries.filter((one) => one.takesPartIn(run))) {
        onRun?.(`${scenario.name}: ${entry.contender.name}, run ${run + 1} of ${runs}`);
        if (kept) await entry.run(scenario, kept, await folders.create());
        else await runInOwnWorld(entry, scenario, scale, await folders.create());
      }
    }
  } finally {
    await kept?.[Symbol.asyncDispose]();
    await folders.remove();
  }
  const contenders = entries.map((entry) => entry.report);
  return {
    name: scenario.name,
    about: scenario.about,
    contenders,
    bounds: boundsOf(scenario, contenders),
    leftOut,
  };
}

async function runInOwnWorld<W extends World>(
  entry: Entry<W>,
  scenario: Scenario<W>,
  scale: number,
  folder: string,
): Promise<void> {
  await using world = await scenario.open(scale);
  await entry.run(scenario, world, folder);
}

async function findContenders<W extends World>(
  contenders: readonly Contender<W>[],
): Promise<{ readonly entries: readonly Entry<W>[]; readonly leftOut: readonly string[] }> {
  const entries: Entry<W>[] = [];
  const leftOut: string[] = [];
  for (const contender of contenders) {
    const { peer } = contender;
    const program = peer === undefined ? process.execPath : await findProgram(peer);
    if (program === undefined) leftOut.push(peer ?? contender.name);
    else entries.push(new Entry(contender, program));
  }
  return { entries, leftOut: [...new Set(leftOut)] };
}

/** Of all requests. */
const mostRefused = 0.01;

function boundsOf<W extends World>(
  scenario: Scenario<W>,
  contenders: readonly ContenderReport[],
): readonly Bound[] {
  const results = new Map(
    contenders.flatMap(({ name, figures }) => (figures ? [[name, figures] as const] : [])),
  );
  const refused = contenders
    .filter(({ isOurs }) => isOurs)
    .flatMap(({ name }) =>
      traffic(
        results,
        name,
        'share of 429s',
        (counted) => counted.tooManyRequests / Math.max(1, allRequests(counted)),
        mostRefused,
      ),
    );
  return [...scenario.bounds(results), ...refused];
}
