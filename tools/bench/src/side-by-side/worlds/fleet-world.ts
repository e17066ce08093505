import { type Fleet, type FleetOptions, type FleetWorkloadOptions, noFleet, startFleet } from '@cip/testing';
import type { Meter, World } from '../scenario.js';
import type { Traffic } from '../traffic.js';

/** A staging registry and production registries that count their requests. */
export interface FleetWorld extends World {
  readonly fleet: Fleet;
  /** The thin manifest tree. */
  readonly tree: string;
  readonly staging: string;
  readonly production: readonly string[];
  readonly meter: Meter;
  /** What each production registry holds after a complete promotion, by host. */
  expected(): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** What Artifact Registry lets through for each host, at a distance of 20 ms. */
export const googleLike = { latency: '20ms', rps: 83, burst: 100 };

/** {@link googleLike}, as the bounds have it. */
export const googleQuota = { perSecond: googleLike.rps, burst: googleLike.burst };

/** The thin manifest tree whose shape is taken. */
export function shapeOfTree(): string {
  const { CIP_TEST_TREE = '' } = process.env;
  if (CIP_TEST_TREE === '') throw new Error('set CIP_TEST_TREE to a thin manifest tree');
  return CIP_TEST_TREE;
}

/** Seconds to load the largest tree on a slow machine. */
const readyWithin = 300;

export async function openFleet(
  workload: FleetWorkloadOptions,
  flags: NonNullable<FleetOptions['flags']> = {},
): Promise<FleetWorld> {
  const fleet = await startFleet({ workload, flags, readyWithin });
  if (!fleet?.workload) throw new Error(noFleet);
  const { folder, staging, production } = fleet.workload;
  let expected: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  return {
    ...{ fleet, tree: folder, staging, production, meter: meterOf(fleet, staging) },
    expected: () => (expected ??= expectedIn(fleet, production)),
    [Symbol.asyncDispose]: () => fleet.close(),
  };
}

/** Requests to the host that programs copy from stand under `source`. */
export function meterOf(fleet: Fleet, source: string): Meter {
  return {
    reset: () => fleet.resetStats(),
    async read(): Promise<Traffic> {
      const { hosts, total } = await fleet.stats();
      const counted = fleet.hosts.flatMap((host, index) => {
        const { kinds = {} } = hosts[host] ?? {};
        return Object.keys(kinds).length > 0
          ? [[host === source ? 'source' : `registry ${index}`, kinds]]
          : [];
      });
      return {
        hosts: Object.fromEntries(counted) as Traffic['hosts'],
        sourceBytes: hosts[source]?.bytesOut ?? 0,
        tooManyRequests: total.tooManyRequests,
      };
    },
  };
}

async function expectedIn(
  fleet: Fleet,
  production: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const expected = new Map<string, readonly string[]>();
  for (const host of production) expected.set(host, await fleet.expected(host));
  return expected;
}

/** How production differs from what it should hold. */
export async function incomplete(world: FleetWorld): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [host, expected] of await world.expected()) {
    const line = difference(host, new Set(await world.fleet.digestSet(host)), new Set(expected));
    if (line !== undefined) wrong.push(line);
  }
  return wrong;
}

/** A line about lines that are missing or too many. Undefined for none. */
export function difference(
  where: string,
  held: ReadonlySet<string>,
  expected: ReadonlySet<string>,
): string | undefined {
  const missing = [...expected].filter((line) => !held.has(line));
  const surplus = [...held].filter((line) => !expected.has(line));
  if (missing.length === 0 && surplus.length === 0) return undefined;
  const example = missing[0] ?? surplus[0] ?? '';
  return `${where}: ${missing.length} missing, ${surplus.length} surplus, such as ${example}`;
}
