import type { ManifestTree, PromotionManifest, ProvenancePolicy } from '@cip/manifest';
import type { InPlace, Plan, Step } from './plan.js';
import { formatPlan } from './plan-file.js';
import { planPromotion } from './plan-promotion.js';
import { type Digest, digestOf, type Failure, type Inventory, type RepositoryInventory } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';

/** The digest of a short text, so that tables can speak of images by name. */
export function digest(name: string): Digest {
  return digestOf(Buffer.from(name));
}

export interface WrittenManifest {
  readonly name: string;
  readonly source: string;
  readonly destinations: readonly string[];
  readonly provenance?: 'warn' | 'require';
  /** Image name → short name of a digest → tags. */
  readonly images: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A parsed tree; each digest stands on a line of its own of its manifest's file. */
export function tree(...manifests: readonly WrittenManifest[]): ManifestTree {
  const byName = [...manifests].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { manifests: byName.map(parsed), problems: [], files: [], unknownFiles: [] };
}

function parsed(written: WrittenManifest): PromotionManifest {
  const file = {
    kind: 'images' as const,
    path: `images/${written.name}/images.yaml`,
    text: '\n'.repeat(1000),
  };
  let offset = 0;
  const registry = (name: string): PromotionManifest['source'] => ({ name, place: { file, offset: 0 } });
  return {
    name: written.name,
    source: registry(written.source),
    destinations: [...written.destinations].sort().map(registry),
    repeatedRegistries: [],
    ...(written.provenance && { provenance: policyOf(written.provenance) }),
    images: sorted(written.images).map(([name, dmap]) => ({
      name,
      place: { file, offset },
      repetitions: [],
      digests: sortBy(
        Object.entries(dmap).map(([short, tags]) => ({
          digest: digest(short),
          tags: [...tags].sort(),
          tagOffsets: tags.map(() => offset),
          place: { file, offset: offset++ },
        })),
        ['digest'],
      ),
    })),
  };
}

function policyOf(mode: 'warn' | 'require'): ProvenancePolicy {
  return { mode, signers: [], builders: [], sources: [], predicateTypes: [], levels: [], offset: 0 };
}

function sorted<V>(map: Readonly<Record<string, V>>): [string, V][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What registries hold: repository → short name of a digest → tags. A repository that is not in here does not exist. */
export type Held = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** An inventory that answers from memory, and counts what it is asked. */
export function inventoryOf(
  held: Held,
  faults: {
    readonly destinations?: readonly string[];
    /** Tags and digests of which destinations do not say whether they have them. */
    readonly references?: readonly string[];
    readonly digests?: readonly string[];
    /** Repositories that do not say whether they have anything. */
    readonly sources?: readonly string[];
  } = {},
): Inventory & { readonly listed: string[]; readonly askedSource: string[] } {
  const listed: string[] = [];
  const askedSource: string[] = [];
  const broken = new Set((faults.digests ?? []).map(digest));
  return {
    listed,
    askedSource,
    destination: (repository, { tags, digests }) => {
      listed.push(repository);
      const unread = new Map(faults.references?.map((reference) => [reference, timedOut]));
      const found = { ...inventory(repository, held[repository]), unknown: unread };
      if (faults.destinations?.includes(repository) !== true) return Promise.resolve(found);
      const unknown = new Map([...tags, ...digests].map((reference) => [reference, timedOut]));
      return Promise.resolve({ ...inventory(repository, undefined), ...unlisted, unknown });
    },
    source: (repository, asked) => {
      askedSource.push(`${repository}@${asked}`);
      const isBroken = broken.has(asked) || faults.sources?.includes(repository) === true;
      if (isBroken) return Promise.resolve({ presence: 'unknown', failure: answered500 });
      const present = Object.keys(held[repository] ?? {}).some((short) => digest(short) === asked);
      return Promise.resolve({ presence: present ? 'present' : 'absent' });
    },
  };
}

const timedOut: Failure = { code: 'TIMEOUT', reason: 'timed out' };
const answered500: Failure = { code: 'UNAVAILABLE', reason: 'answered 500' };
const unlisted = { completeness: { kind: 'unknown', reason: timedOut.reason, failure: timedOut } } as const;

/** An inventory that a registry with the Google extension gives. */
export function inventory(repository: string, held: Held[string] | undefined): RepositoryInventory {
  const entries = Object.entries(held ?? {});
  return {
    repository,
    exists: held !== undefined,
    readAt: 0,
    completeness: { kind: 'complete' },
    manifests: new Map(
      entries.map(([short, tags]) => [
        digest(short),
        { digest: digest(short), mediaType: '', size: undefined, tags, origin: 'listing' },
      ]),
    ),
    tags: new Map(entries.flatMap(([short, tags]) => tags.map((tag) => [tag, digest(short)] as const))),
    unknown: new Map(),
  };
}

/** A plan whose lists are in memory. */
export interface ReadPlan extends Plan {
  readonly steps: readonly Step[];
  readonly inPlace?: readonly InPlace[];
}

/** The saved form of a plan, as a whole. */
export function savedText(plan: Plan): string {
  return [...formatPlan(plan)].join('');
}

/** Plans, and reads all of the plan. */
export async function planned(...args: Parameters<typeof planPromotion>): Promise<ReadPlan> {
  const { inPlace, steps, ...plan } = await planPromotion(...args);
  return { ...plan, steps: [...steps], ...(inPlace && { inPlace: [...inPlace] }) };
}
