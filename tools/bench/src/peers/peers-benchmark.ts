import { parseArgs } from 'node:util';
import {
  dockerRegistryAvailable,
  type RealRegistry,
  startDockerRegistry,
  TemporaryFolders,
} from '@cip/testing';
import type { Benchmark, Outcome } from '../benchmark.js';
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
    const times = contenders.map(({ name }) => ({ name, first: [] as number[], noOp: [] as number[] }));
    let promoted: Promoted[] = [];
    for (let run = 0; run < Math.min(runs, mostFirst); run++) {
      for (const { registry } of promoted) await registry.close();
      promoted = [];
      for (const [i, contender] of contenders.entries()) {
        const world = await prepare(contender, source, images, await folders.create());
        open.push(world.registry);
        promoted.push(world);
        times[i]?.first.push(await timeCommands(world.commands, world.folder));
      }
    }
    // In turns, so that a noisy machine is noisy for all of them.
    for (let run = 0; run < runs; run++) {
      for (const [i, { commands, folder }] of promoted.entries()) {
        if (contenders[i]?.hasNoOp === true) times[i]?.noOp.push(await timeCommands(commands, folder));
      }
    }
    return times;
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
