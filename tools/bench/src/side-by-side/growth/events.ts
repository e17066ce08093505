import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRegistry, TemporaryFolders, type TestRegistry, writeFiles } from '@cip/testing';
import { startMeasured } from '../../auditor/measured-service.js';
import { planPromised } from '../../auditor/plan-events.js';
import { sendEvents } from '../../auditor/send-events.js';
import { smallWorld } from '../../load/small-world.js';
import { figuresOf } from '../figures.js';
import type { Dimension } from './dimension.js';

// As seen from dist/tools/bench.
const auditor = fileURLToPath(new URL('../../apps/auditor/main.js', import.meta.url));

const connections = 50;

export const events: Dimension = {
  name: 'events',
  about: 'cip-auditor serve, told of promotions that were promised',
  base: 1250,
  async measure(count) {
    const folders = new TemporaryFolders();
    const registries = await Promise.all([startRegistry(), startRegistry()]);
    try {
      return await measureAuditor(count, registries, await folders.create());
    } finally {
      await Promise.all([folders.remove(), ...registries.map((registry) => registry.close())]);
    }
  },
};

/** With the start of the service. */
async function measureAuditor(
  count: number,
  registries: readonly TestRegistry[],
  scratch: string,
): ReturnType<Dimension['measure']> {
  const world = smallWorld(registries);
  await writeFiles(path.join(scratch, 'tree'), world.files);
  const where = ['--manifests', path.join(scratch, 'tree'), '--host', '127.0.0.1', '--port', '0'];
  const how = ['--grace', '0', '--rps-per-host', '0', '--log-format', 'json'];
  await using service = await startMeasured([auditor, 'serve', ...where, ...how], {
    logFile: path.join(scratch, 'auditor.log'),
  });
  const { seconds, wrong } = await sendEvents(service.address, planPromised(world, count), connections);
  const [cpu, peakMemory] = [await service.cpuTime(), await service.peakMemory()];
  const figures = wrong.length === 0 ? figuresOf([{ wall: seconds, cpu, peakMemory }]) : undefined;
  return {
    name: 'cip-auditor',
    isOurs: true,
    ...(figures && { figures }),
    failures: wrong.length === 0 ? [] : [`${wrong.length} events got a wrong answer`],
  };
}
