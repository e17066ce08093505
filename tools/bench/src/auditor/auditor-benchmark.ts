import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGitRepository, startRegistry, TemporaryFolders, type TestRegistry } from '@cip/testing';
import type { Benchmark, Outcome } from '../benchmark.js';
import { type AlertCount, countAlerts } from './alert-count.js';
import { type Figures, outcomeOf, type Speed } from './auditor-outcome.js';
import { wrongVerdicts } from './check-verdicts.js';
import { fetchesAtATime } from './fetches-at-a-time.js';
import { type MeasuredService, startMeasured } from './measured-service.js';
import { planMixed, type PlannedEvents, planPromised } from './plan-events.js';
import { countExpected, type PlannedEvent } from './planned-event.js';
import { sendEvents, type WrongAnswer } from './send-events.js';
import { seed } from '../load/seed.js';
import { type World, worldOf } from './world.js';

// As seen from dist/tools/bench.
const baseline = fileURLToPath(new URL('parse-only.cjs', import.meta.url));
const auditor = fileURLToPath(new URL('../../apps/auditor/main.js', import.meta.url));

const connections = 50;
const mixedEvents = 20_000;
const promisedEvents = Math.round((mixedEvents * 2) / 3);
const regions = 20;

/** What the auditor makes of many events at a time. */
export const auditorBenchmark: Benchmark = {
  name: 'auditor',
  usage: `auditor: cip-auditor serve under ${mixedEvents} events about the tree of $CIP_TEST_TREE, beside a bare server`,
  async run(): Promise<Outcome> {
    const folders = new TemporaryFolders();
    const registries = await Promise.all(Array.from({ length: regions }, () => startRegistry()));
    try {
      return outcomeOf(await measureBoth(registries, await folders.create()));
    } finally {
      await Promise.all([folders.remove(), ...registries.map((registry) => registry.close())]);
    }
  },
};

async function measureBoth(registries: readonly TestRegistry[], scratch: string): Promise<Figures> {
  const world = worldOf(registries);
  const mixed = planMixed(world, mixedEvents);
  seed(mixed, registries);
  const bare = await measureBare(planPromised(world, promisedEvents), scratch);
  return { bare, ...(await measureAuditor(world, mixed, registries, scratch)) };
}

async function measureBare(events: readonly PlannedEvent[], scratch: string): Promise<Speed> {
  await using service = await startMeasured([baseline], { logFile: path.join(scratch, 'bare.log') });
  const answered = events.map((event) => ({ ...event, expected: '204' }));
  // The first time warms it up, as the mixed events do for the auditor.
  await sendEvents(service.address, answered, connections);
  return (await timed(service, answered)).speed;
}

async function measureAuditor(
  world: World,
  mixed: PlannedEvents,
  registries: readonly TestRegistry[],
  scratch: string,
): Promise<Omit<Figures, 'bare'>> {
  await using repository = await createGitRepository();
  await repository.write(world.files);
  await repository.commit('as promised');
  await repository.git('config', 'uploadpack.allowFilter', 'true');
  await using alerts = await countAlerts();
  const traces = path.join(scratch, 'traces');
  await mkdir(traces);
  await using service = await startAuditor(repository.folder, alerts, { scratch, traces });
  const all = await timed(service, mixed.events);
  const promised = planPromised(world, promisedEvents);
  const only = await timed(service, promised);
  const metrics = await (await fetch(`${service.address}/metrics`)).text();
  const peakMemory = await service.peakMemory();
  await service.stop();
  const events = [...mixed.events, ...promised];
  const said = { log: await service.log(), metrics };
  return {
    all: all.speed,
    promised: only.speed,
    peakMemory,
    reads: registries.reduce((sum, { requests }) => sum + requests.length, 0),
    mostReads: mixed.mostReads,
    fetches: await fetchesAtATime(traces),
    expected: countExpected(events),
    wrong: [...wrongVerdicts(events, [...all.wrong, ...only.wrong], said), ...wrongAlerts(events, alerts)],
  };
}

function startAuditor(
  manifests: string,
  alerts: AlertCount,
  { scratch, traces }: { readonly scratch: string; readonly traces: string },
): Promise<MeasuredService> {
  const where = ['--manifests', `file://${manifests}`, '--host', '127.0.0.1', '--port', '0'];
  const how = ['--grace', '0', '--rps-per-host', '0', '--alert-webhook', alerts.url, '--log-format', 'json'];
  return startMeasured([auditor, 'serve', ...where, ...how], {
    logFile: path.join(scratch, 'auditor.log'),
    env: { GIT_TRACE2_EVENT: traces },
  });
}

/** Repeats are reported with the next report, at the latest when the service ends. */
function wrongAlerts(events: readonly PlannedEvent[], { changes }: AlertCount): string[] {
  const rejected = events.filter(({ expected }) => expected.startsWith('REJECTED')).length;
  return changes === rejected ? [] : [`the alerts are about ${changes} changes instead of ${rejected}`];
}

async function timed(
  service: MeasuredService,
  events: readonly PlannedEvent[],
): Promise<{ readonly speed: Speed; readonly wrong: readonly WrongAnswer[] }> {
  const before = await service.cpuTime();
  const { seconds, wrong } = await sendEvents(service.address, events, connections);
  const cpuSeconds = (await service.cpuTime()) - before;
  return { speed: { perSecond: events.length / seconds, perCpuSecond: events.length / cpuSeconds }, wrong };
}
