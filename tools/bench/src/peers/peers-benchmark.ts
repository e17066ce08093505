import { parseArgs } from 'node:util';
import {
  dockerRegistryAvailable,
  type RealRegistry,
  startDockerRegistry,
  TemporaryFolders,
} from '@cip/testing';
import type { Benchmark, Outcome } from '../benchmark.js';
import { Attempts } from './attempts.js';
import { cip, type Command, type Contender, crane, regsync } from './contenders.js';
import { findProgram } from './find-program.js';
import { peersOutcome, type PeerTimes } from './peers-outcome.js';
import { timeCommands } from './time-commands.js';
import { seedImages, type WantedImage } from './workload.js';

/** First promotions of each contender; they take long. */
const mostFirst = 3;

/** How long promotions take beside other programs that copy images. */
export const peersBenchmark: Benchmark = {
  name: 'peers',
  usage:
    'peers [-- --crane FILE --regsync FILE --images N]: cip promote between two docker-registry beside crane and regsync',
  async run(args, runs): Promise<Outcome> {
    const { values } = parseArgs({
      args: [...args],
      options: {
        crane: { type: 'string' },
        regsync: { type: 'string' },
        images: { type: 'string', default: '300' },
      },
    });
    const images = Number(values.images);
    if (!Number.isInteger(images) || images < 1)
      throw new Error(`--images: ${values.images} is no number of images`);
    if (!(await dockerRegistryAvailable())) throw new Error('docker-registry is not on the PATH');
    const programs = {
      crane: await findProgram('crane', values.crane),
      regsync: await findProgram('regsync', values.regsync),
    };
    const others = [
      ...(programs.crane === undefined ? [] : [crane(programs.crane)]),
      ...(programs.regsync === undefined ? [] : [regsync(programs.regsync)]),
    ];
    const missing = Object.entries(programs).flatMap(([name, file]) => (file === undefined ? [name] : []));
    const [ours, ...theirs] = await measureAll([cip, ...others], images, runs);
    if (!ours) throw new Error('nothing was measured');
    return peersOutcome(ours, theirs, missing);
  },
};

/** A contender whose destination holds what it has promoted. */
interface Promoted {
  readonly registry: RealRegistry;
  readonly commands: readonly Command[];
  readonly folder: string;
}

/** The runs of one contender. */
class Measuring {
  readonly #first: number[] = [];
  readonly #noOp: number[] = [];
  readonly #attempts = new Attempts();
  #promoted: Promoted | undefined;

  constructor(readonly contender: Contender) {}

  get times(): PeerTimes {
    const { failures, isGivenUp } = this.#attempts;
    return { name: this.contender.name, first: this.#first, noOp: this.#noOp, failures, isGivenUp };
  }

  /** To an empty registry each time: a failed run may have left something in its own. */
  async promote(open: () => Promise<Promoted>): Promise<void> {
    const time = await this.#attempts.run(async () => {
      await this.#promoted?.registry.close();
      this.#promoted = undefined;
      this.#promoted = await open();
      return timeCommands(this.#promoted.commands, this.#promoted.folder);
    });
    if (time !== undefined) this.#first.push(time);
  }

  async promoteNothing(): Promise<void> {
    const promoted = this.#promoted;
    if (!this.contender.hasNoOp || !promoted) return;
    const time = await this.#attempts.run(() => timeCommands(promoted.commands, promoted.folder));
    if (time !== undefined) this.#noOp.push(time);
  }
}

async function measureAll(
  contenders: readonly Contender[],
  count: number,
  runs: number,
): Promise<readonly PeerTimes[]> {
  const folders = new TemporaryFolders();
  const open: RealRegistry[] = [];
  try {
    const source = await startDockerRegistry();
    open.push(source);
    const images = await seedImages(source.host, 'staging', count);
    const measuring = contenders.map((contender) => new Measuring(contender));
    for (let run = 0; run < Math.min(runs, mostFirst); run++) {
      for (const one of measuring) {
        await one.promote(async () => {
          const world = await prepare(one.contender, source, images, await folders.create());
          open.push(world.registry);
          return world;
        });
      }
    }
    // In turns, so that a noisy machine is noisy for all of them.
    for (let run = 0; run < runs; run++) {
      for (const one of measuring) await one.promoteNothing();
    }
    return measuring.map((one) => one.times);
  } finally {
    await Promise.all([folders.remove(), ...open.map((registry) => registry.close())]);
  }
}

async function prepare(
  contender: Contender,
  source: RealRegistry,
  images: readonly WantedImage[],
  folder: string,
): Promise<Promoted> {
  const registry = await startDockerRegistry();
  const ends = { source: `${source.host}/staging`, destination: `${registry.host}/prod` };
  return { registry, folder, commands: await contender.prepare({ ...ends, images, folder }) };
}
