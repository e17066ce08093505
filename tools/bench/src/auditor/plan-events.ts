import { buildImage, type Image } from '@cip/testing';
import { type PlannedEvent, pushOf, pushOfData } from './planned-event.js';
import type { Repository, World } from './world.js';

/** Events, and what is asked of registries for them at most. */
export interface PlannedEvents {
  readonly events: readonly PlannedEvent[];
  /** The repositories with digests that no manifest names, and what is there besides what is promised. */
  readonly strange: ReadonlyMap<Repository, readonly Image[]>;
  /** Distinct promised digests of these repositories, and distinct digests that no manifest names. */
  readonly mostReads: number;
}

// Of each 30 events. Two thirds are promised.
const turn = [
  'child',
  'child',
  'child',
  'child',
  'child',
  'child',
  'stranger',
  'stranger',
  'rogue',
  'malformed',
];
const everyNth = 97;

/** Events of all kinds, mixed; equal arguments give equal events. */
export function planMixed({ repositories }: World, count: number): PlannedEvents {
  const chosen = repositories.filter((_, i) => i % everyNth === 0);
  const strange = new Map<Repository, Image[]>(chosen.map((repository) => [repository, []]));
  const unknown = new Set<string>();
  const events = Array.from({ length: count }, (_, i): PlannedEvent => {
    const id = `mixed-${i}`;
    const kind = turn[(i % 30) - 20];
    const repository = pick(chosen, i);
    if (kind === undefined) return promised(id, pick(repositories, i * 31), i);
    if (kind === 'rogue') return rogue(id, repository, Math.floor(i / 30));
    if (kind === 'malformed') return malformed(id, repository, Math.floor(i / 30));
    const child =
      kind === 'child' ? pick(pick(repository.images, i).children, i) : buildImage(id, { layers: 0 });
    const { digest } = child.descriptor;
    unknown.add(digest);
    if (kind === 'stranger') strange.get(repository)?.push(child);
    const expected = kind === 'child' ? 'VERIFIED child' : 'REJECTED unknown-digest';
    return pushOf(id, { action: 'INSERT', digest: `${repository.name}@${digest}` }, expected);
  });
  const read = new Set(chosen.flatMap(({ digests }) => [...digests]));
  return { events, strange, mostReads: read.size + unknown.size };
}

/** Events that the manifests explain by themselves. */
export function planPromised({ repositories }: World, count: number): PlannedEvent[] {
  return Array.from({ length: count }, (_, i) => promised(`promised-${i}`, pick(repositories, i * 31), i));
}

function promised(id: string, { name, tagged }: Repository, i: number): PlannedEvent {
  const [tag, digest] = pick(tagged, i);
  const withTag = i % 4 !== 0 && { tag: `${name}:${tag}` };
  return pushOf(id, { action: 'INSERT', digest: `${name}@${digest}`, ...withTag }, 'VERIFIED promised');
}

function rogue(id: string, { name, tagged, tags }: Repository, i: number): PlannedEvent {
  const [tag, digest] = pick(tagged, i);
  const other = `sha256:${i.toString(16).padStart(64, '0')}`;
  const kinds = [
    pushOf(
      id,
      { action: 'INSERT', digest: `${name}@${other}`, tag: `${name}:${tag}` },
      'REJECTED wrong-digest',
    ),
    pushOf(
      id,
      { action: 'INSERT', digest: `${name}@${digest}`, tag: `${name}:rogue-${i}` },
      'REJECTED unknown-tag',
    ),
    pushOf(id, { action: 'INSERT', digest: `${name}/rogue@${other}` }, 'REJECTED unknown-repository'),
    pushOf(id, { action: 'DELETE', digest: `${name}@${digest}` }, 'REJECTED deleted'),
    pushOf(
      id,
      { action: 'INSERT', digest: `${name}@${other}`, tag: `${name}:rogue` },
      'REJECTED unknown-digest',
    ),
  ];
  if (tags.has('rogue')) throw new Error(`${name} is promised a tag that this benchmark takes for its own`);
  return pick(kinds, i);
}

function malformed(id: string, { name }: Repository, i: number): PlannedEvent {
  const expected = 'REJECTED malformed';
  const kinds = [
    pushOfData(id, '*', expected),
    pushOfData(id, Buffer.from('{').toString('base64'), expected),
    pushOfData(id, Buffer.from(JSON.stringify({ tag: `${name}:v1` })).toString('base64'), expected),
    pushOf(id, { action: 'INSERT', tag: `${name}/../elsewhere:v1` }, expected),
  ];
  return pick(kinds, i);
}

function pick<T>(from: readonly T[], i: number): T {
  const picked = from[i % from.length];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
}
