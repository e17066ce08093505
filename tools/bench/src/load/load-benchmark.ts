import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startRegistry, TemporaryFolders, type TestRegistry } from '@cip/testing';
import { planMixed, type PlannedEvents } from '../auditor/plan-events.js';
import { countExpected, countOf, type PlannedEvent } from '../auditor/planned-event.js';
import type { World } from '../auditor/world.js';
import type { Benchmark, Outcome } from '../benchmark.js';
import { deliver, type Delivery } from './deliver.js';
import { type LoadWebhook, startLoadWebhook } from './load-webhook.js';
import { MortalService } from './mortal-service.js';
import { seed } from './seed.js';
import { smallWorld } from './small-world.js';
import { sendStorm } from './storm.js';

// As seen from dist/tools/bench.
const auditor = fileURLToPath(new URL('../../apps/auditor/main.js', import.meta.url));

const count = 20_000;
const aMinute = 60_000;
const betweenKills = 5_000;
const mostMemory = 300e6;
const longestAnswer = 15;

/** What a scenario runs on. */
interface Ground {
  readonly world: World;
  readonly registries: readonly TestRegistry[];
  readonly webhook: LoadWebhook;
  readonly service: MortalService;
}

interface Told {
  readonly lines: readonly string[];
  /** What is not as it should be. */
  readonly wrong: readonly string[];
}

type Scenario = (ground: Ground) => Promise<Told>;

const scenarios: Readonly<Record<string, Scenario>> = {
  'one-down': oneDown,
  'sink-down': sinkDown,
  kills,
  storm,
  'storm-sink-down': stormWhileDown,
};

/** What the auditor makes of many events while something around it fails. */
export const loadBenchmark: Benchmark = {
  name: 'load',
  usage: `load [${Object.keys(scenarios).join('|')}]: cip-auditor serve under ${count} events while something fails`,
  async run(args): Promise<Outcome> {
    const chosen = args.length > 0 ? args : Object.keys(scenarios);
    const outcomes: Outcome[] = [];
    for (const name of chosen) {
      const scenario = scenarios[name];
      if (!scenario) throw new Error(`no such scenario: ${name}`);
      outcomes.push(await runOne(name, scenario));
      // Each takes minutes: nobody should wait for the last to see the first.
      process.stderr.write(`${outcomes.at(-1)?.lines.join('\n') ?? ''}\n`);
    }
    return {
      passed: outcomes.every(({ passed }) => passed),
      lines: outcomes.flatMap(({ lines }) => lines),
    };
  },
};

async function runOne(name: string, scenario: Scenario): Promise<Outcome> {
  const folders = new TemporaryFolders();
  const registries = await Promise.all([startRegistry(), startRegistry()]);
  try {
    await using webhook = await startLoadWebhook();
    const scratch = await folders.create();
    const world = smallWorld(registries);
    const tree = path.join(scratch, 'tree');
    for (const [file, text] of Object.entries(world.files)) {
      await mkdir(path.dirname(path.join(tree, file)), { recursive: true });
      await writeFile(path.join(tree, file), text);
    }
    const where = ['--manifests', tree, '--host', '127.0.0.1', '--port', '0', '--alert-webhook', webhook.url];
    const how = ['--grace', '0', '--rps-per-host', '0', '--log-format', 'json'];
    const journal = ['--journal', path.join(scratch, 'journal')];
    await using service = new MortalService([auditor, 'serve', ...where, ...how, ...journal], scratch);
    const told = await scenario({ world, registries, webhook, service });
    const metrics = await service.metrics();
    await service.stop();
    const wrong = [...told.wrong, ...owedIn(metrics)];
    const memory = `memory at its peak: ${(service.peak / 1e6).toFixed(0)} MB of ${mostMemory / 1e6}`;
    return {
      passed: wrong.length === 0 && service.peak < mostMemory,
      lines: [
        `${name}:`,
        ...[
          ...told.lines,
          `processor time: ${service.cpu.toFixed(1)} s`,
          memory,
          `reports: ${webhook.accepted} accepted, ${webhook.refused} refused, about ${webhook.changes} changes`,
          `not as it should be: ${wrong.length}`,
          ...wrong.slice(0, 10),
        ].map((line) => `  ${line}`),
      ],
    };
  } finally {
    await Promise.all([folders.remove(), ...registries.map((registry) => registry.close())]);
  }
}

async function oneDown({ world, registries, webhook, service }: Ground): Promise<Told> {
  const mixed = planMixed(world, count);
  seed(mixed, registries);
  const [dead] = registries;
  if (!dead) throw new Error('no registry');
  dead.fault({ action: 'reset', match: { times: Infinity } });
  const heldUp: string[] = [];
  let waiting = 0;
  const delivery = await deliver(() => service.address(), mixed.events, {
    onFirstPass: (left) => {
      waiting = left.length;
      const others = left.filter((event) => !Buffer.from(dataOf(event), 'base64').includes(dead.host));
      heldUp.push(...others.map(({ id }) => `${id} was held up by a registry that it is not in`));
      dead.clearFaults();
    },
  });
  const lines = [`waited for the registry that was down: ${waiting}`, ...linesOf(delivery)];
  if (waiting === 0) heldUp.push('nothing waited for the registry that was down');
  return {
    lines,
    wrong: [...heldUp, ...wrongIn(delivery), ...(await wrongEverywhere(mixed, webhook, service))],
  };
}

async function sinkDown({ world, registries, webhook, service }: Ground): Promise<Told> {
  const mixed = planMixed(world, count);
  seed(mixed, registries);
  const delivery = await deliver(() => service.address(), mixed.events, {
    onAcknowledged: (acknowledged) => {
      if (acknowledged !== Math.round(count / 3)) return;
      webhook.isDown = true;
      setTimeout(() => (webhook.isDown = false), aMinute);
    },
  });
  const wrong = [...wrongIn(delivery), ...(await wrongEverywhere(mixed, webhook, service))];
  if (webhook.refused === 0) wrong.push('the sink was never asked while it was down');
  return { lines: linesOf(delivery), wrong };
}

async function kills({ world, registries, webhook, service }: Ground): Promise<Told> {
  const mixed = planMixed(world, count);
  seed(mixed, registries);
  const over = new AbortController();
  const reaper = (async () => {
    for (;;) {
      const isOver = await wait(betweenKills, false, { signal: over.signal }).catch(() => true);
      if (isOver) return;
      await service.kill();
    }
  })();
  const delivery = await deliver(() => service.address(), mixed.events);
  over.abort();
  await reaper;
  const wrong = [...wrongIn(delivery), ...(await wrongEverywhere(mixed, webhook, service))];
  if (service.kills < 2) wrong.push(`it was killed ${service.kills} times`);
  return { lines: [`kills: ${service.kills}`, ...linesOf(delivery)], wrong };
}

/** On the way that is acknowledged before it is judged, half of all changes are distinct rejections. */
async function storm({ world, webhook, service }: Ground): Promise<Told> {
  const rejected = count / 2;
  const answered = await sendStorm(await service.address(), world, { promised: count - rejected, rejected });
  const deadline = performance.now() + 2 * aMinute;
  while (webhook.changes < rejected && performance.now() < deadline) await wait(100);
  const metrics = await service.metrics();
  const wrong = [...answered.wrong];
  const expected = {
    'VERIFIED",reason="promised': count - rejected,
    'REJECTED",reason="unknown-tag': rejected,
  };
  for (const [labels, wanted] of Object.entries(expected)) {
    const line = `cip_auditor_events_total{verdict="${labels}"} ${wanted}`;
    if (!metrics.includes(`${line}\n`)) wrong.push(`the metrics lack: ${line}`);
  }
  if (webhook.changes !== rejected)
    wrong.push(`the alerts are about ${webhook.changes} changes of ${rejected}`);
  if (webhook.accepted > 200) wrong.push(`there were ${webhook.accepted} reports`);
  const logged = (await service.log()).split('"verdict":"REJECTED"').length - 1;
  if (logged !== rejected) wrong.push(`the log has ${logged} rejections of ${rejected}`);
  return { lines: [`longest wait for an answer: ${answered.longest.toFixed(1)} s`], wrong };
}

/** The journal owes all alerts for a minute. */
async function stormWhileDown(ground: Ground): Promise<Told> {
  const { webhook } = ground;
  webhook.isDown = true;
  setTimeout(() => (webhook.isDown = false), aMinute);
  const told = await storm(ground);
  const isAsked = webhook.refused > 0;
  return isAsked ? told : { ...told, wrong: [...told.wrong, 'the sink was never asked while it was down'] };
}

function linesOf({ longest, later, seconds }: Delivery): string[] {
  return [
    `${(count / seconds).toFixed(0)} events a second by the clock, ${later} answers that one must come again`,
    `longest wait for an answer: ${longest.toFixed(1)} s of ${longestAnswer}`,
  ];
}

function wrongIn({ wrong, longest }: Delivery): string[] {
  return longest > longestAnswer
    ? [...wrong, `somebody waited ${longest.toFixed(1)} s for an answer`]
    : [...wrong];
}

/** Each event has its verdict in the log and no other, and each that was rejected an alert, its own or that of a repeat. */
async function wrongEverywhere(
  { events }: PlannedEvents,
  webhook: LoadWebhook,
  service: MortalService,
): Promise<string[]> {
  const logged = verdictsIn(await service.log());
  const alerted = new Set(events.filter(({ id }) => webhook.ids.has(id)).map(keyOf));
  const wrong = events.flatMap((event) => {
    const { id, expected } = event;
    const verdicts = [...(logged.get(id) ?? [])].filter((verdict) => !verdict.startsWith('UNREACHABLE'));
    const lines: string[] = [];
    if (verdicts.join() !== expected)
      lines.push(`${id}: the log says ${verdicts.join() || 'nothing'}, not ${expected}`);
    if (expected.startsWith('REJECTED') && !alerted.has(keyOf(event)))
      lines.push(`${id}: nobody was alerted`);
    return lines;
  });
  const kinds = countOf([...countExpected(events).keys()].map((key) => key.split(' ')[0] ?? ''));
  if (!kinds.has('REJECTED')) wrong.push('nothing was to be rejected');
  return wrong;
}

function verdictsIn(log: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of log.split('\n')) {
    if (!line.includes('"verdict"') || !line.endsWith('}')) continue;
    const { id, verdict, reason } = JSON.parse(line) as { id: string; verdict: string; reason: string };
    found.set(id, (found.get(id) ?? new Set()).add(`${verdict} ${reason}`));
  }
  return found;
}

/** Equal for changes that are repeats of one another. */
function keyOf(event: PlannedEvent): string {
  const { id, expected } = event;
  return expected.endsWith('malformed') ? id : `${expected} ${dataOf(event)}`;
}

function dataOf({ body }: PlannedEvent): string {
  return (JSON.parse(body) as { message: { data: string } }).message.data;
}

/** What the service says that it owes in the end. */
function owedIn(metrics: string): string[] {
  return ['unjudged', 'unalerted']
    .map((what) => `cip_auditor_oldest_${what}_age_seconds 0`)
    .filter((line) => !metrics.includes(`${line}\n`))
    .map((line) => `the metrics lack: ${line}`);
}
