import { difference, type FleetWorld, meterOf, openFleet, shapeOfTree } from './fleet-world.js';

/** One region of production, and a registry for its backups. */
export interface BackupWorld extends FleetWorld {
  readonly host: string;
  /** Of the region on this host. */
  readonly path: string;
  /** Where programs have put their backups, each below a path of its own. */
  readonly store: string;
  /** Of the backup that was begun last, counted from 0. */
  readonly hours: { last: number };
}

export async function openBackupWorld(images: number): Promise<BackupWorld> {
  const world = await openFleet({ shape: shapeOfTree(), images, promoted: 1, production: 22 });
  const held = await Promise.all(world.production.map((host) => world.fleet.digestSet(host)));
  const index = held.findIndex((lines) => lines.length > 0);
  const [path = ''] = held[index]?.[0]?.split('/', 1) ?? [];
  const host = world.production[index] ?? '';
  return {
    ...world,
    meter: meterOf(world.fleet, host),
    ...{ host, path, store: world.staging, hours: { last: 0 } },
  };
}

const firstHour = Date.UTC(2026, 0, 1);

/** `YYYY/MM/DD/HH`, an hour later each time. */
export function nextHour({ hours }: BackupWorld): string {
  hours.last += 1;
  const time = new Date(firstHour + hours.last * 3_600_000);
  return time.toISOString().slice(0, 13).replaceAll(/[-T]/g, '/');
}

/** What lies below a path of the store. */
const backups = /^(tree\/\d{4}\/\d\d\/\d\d\/\d\d|incremental\/images|gcrane)\/(.*)$/;

/** What each backup in the store lacks. Incremental ones have tags in their records, and more manifests than production. */
export async function missingFromBackup(world: BackupWorld): Promise<readonly string[]> {
  const { fleet, host, path, store } = world;
  const expected = (await fleet.digestSet(host)).map((line) => line.slice(path.length + 1));
  const held = imagesByBackup(await fleet.digestSet(store));
  if (held.size === 0) return ['there is no backup'];
  return [...held].flatMap(([backup, images]) => {
    const wanted = new Set(backup.startsWith('incremental') ? expected.map(digestOf) : expected);
    const found = [...images, ...images.map(digestOf)].filter((line) => wanted.has(line));
    return difference(backup, new Set(found), wanted) ?? [];
  });
}

function imagesByBackup(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const held = new Map<string, string[]>();
  for (const line of lines) {
    const [, backup, image = ''] = backups.exec(line) ?? [];
    if (backup === undefined) continue;
    const images = held.get(backup) ?? [];
    images.push(image);
    held.set(backup, images);
  }
  return held;
}

/** A line without its tag. */
function digestOf(line: string): string {
  return line.slice(0, line.lastIndexOf(','));
}
