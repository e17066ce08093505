import { type Held, holdingsOf } from './holdings.js';
import type { Narrator } from './narrator.js';
import type { Region, Stage } from './stage.js';

/** What staging holds. */
export function showStaging({ staging }: Stage, narrator: Narrator): void {
  const head = ['repository', 'tag', 'digest', 'platforms'];
  narrator.table(`staging holds (${staging.host})`, [head, ...holdingsOf(staging).map(cellsOf)]);
}

/** What production holds: one line for what several regions have, with a plus where `before` has no such line. */
export function showProduction(
  { regions }: Stage,
  narrator: Narrator,
  before: readonly string[][],
): string[][] {
  const rows = new Map<string, { held: Held; regions: string[] }>();
  for (const { name, registry } of regions) {
    for (const held of holdingsOf(registry)) {
      const key = keyOf(held);
      const row = rows.get(key) ?? { held, regions: [] };
      row.regions.push(name);
      rows.set(key, row);
    }
  }
  const lines = [...rows.values()].map((row) => [...cellsOf(row.held), row.regions.join(' ')]);
  const known = new Set(before.map((cells) => cells.join(' ')));
  const marked = lines.map((cells) => [known.has(cells.join(' ')) ? ' ' : '+', ...cells]);
  const verb = lines.length === 0 ? 'holds nothing' : marked.some(isNew) ? 'now holds' : 'holds, as before';
  const head = [' ', 'repository', 'tag', 'digest', 'platforms', 'in'];
  narrator.table(
    `production ${verb} (${regions.map(hostOf).join(', ')})`,
    lines.length === 0 ? [] : [head, ...marked],
  );
  return lines;
}

/** Equal for what is equal in two registries. */
export function keyOf({ repository, tag, digest }: Pick<Held, 'repository' | 'tag' | 'digest'>): string {
  return `${repository}:${tag ?? ''}@${digest}`;
}

function isNew([mark]: readonly string[]): boolean {
  return mark === '+';
}

function hostOf({ name, registry }: Region): string {
  return `${name} ${registry.host}`;
}

function cellsOf({ repository, tag, digest, platforms }: Held): string[] {
  return [repository, tag ?? '(no tag)', digest.slice(0, 19), platforms.join(' ')];
}
