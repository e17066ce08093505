import { takeInventory } from '@cip/inventory';
import type { CallOptions, Digest, RepositoryInventory, Source } from '@cip/oci';
import PQueue from 'p-queue';
import { type Backup, placeOf } from './backup.js';
import { ContentCheck, type Fault, faultIn, faultOf, type Level } from './check-content.js';
import { checkRecord } from './check-record.js';
import { BackupError } from './errors.js';
import type { HeldManifest } from './held.js';
import type { RecordedRepository, SnapshotRecord } from './record.js';
import { readRepository } from './read-repository.js';
import { recordsPath } from './snapshots.js';

export interface VerifyOptions extends CallOptions {
  /** Default `listing`. */
  readonly level?: Level;
  /** The share of the images to look at closely, above 0 and up to 1; default 1. Listings are always compared whole. */
  readonly sample?: number;
  /** Below `sample`: looked at; default `Math.random`. */
  readonly random?: () => number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Something that a snapshot should have and that is not as it should be; without a digest, a repository as a whole. */
export interface SnapshotFault extends Fault {
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

export interface Verified {
  /** Manifests that the snapshot consists of. */
  readonly images: number;
  /** Those looked at as closely as the level says. */
  readonly checked: number;
  /** Sorted by repository. */
  readonly faults: readonly SnapshotFault[];
  /** About the record; no proof that something is wrong. */
  readonly remarks: readonly string[];
}

const repositoriesAtATime = 8;

/** Holds what is in a backup against the record of a snapshot. Rejects on abort only. */
export async function verifySnapshot(
  backup: Backup,
  record: SnapshotRecord,
  options: VerifyOptions = {},
): Promise<Verified> {
  const verifying = new Verifying(backup, record, options);
  const queue = new PQueue({ concurrency: repositoriesAtATime });
  const total = record.repositories.length;
  let done = 0;
  const all = record.repositories.map((entry) =>
    queue.add(async () => {
      options.signal?.throwIfAborted();
      await verifying.repository(entry);
      options.onProgress?.({ done: ++done, total });
    }),
  );
  await Promise.all(all);
  await verifying.chain();
  const { images, checked } = verifying;
  const faults = [...verifying.faults].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { images, checked, faults, remarks: verifying.remarks };
}

class Verifying {
  images = 0;
  checked = 0;
  readonly faults: SnapshotFault[] = [];
  remarks: readonly string[] = [];
  readonly #call: CallOptions;
  readonly #content: ContentCheck | undefined;

  constructor(
    private readonly backup: Backup,
    private readonly record: SnapshotRecord,
    private readonly options: VerifyOptions,
  ) {
    const { signal, level = 'listing' } = options;
    this.#call = signal ? { signal } : {};
    this.#content = level === 'listing' ? undefined : new ContentCheck(level, this.#call);
  }

  /** The record itself; one that is in no backup, as that of a drill, has no neighbours. */
  async chain(): Promise<void> {
    try {
      const { faults, remarks } = await checkRecord(this.backup, this.record.snapshot, this.#call);
      this.remarks = remarks;
      for (const fault of faults) this.#tell(recordsPath, '', [], fault);
    } catch (error) {
      this.options.signal?.throwIfAborted();
      this.#tell(recordsPath, '', [], faultOf(error));
    }
  }

  async repository(entry: RecordedRepository): Promise<void> {
    const { name } = entry;
    try {
      const held = await readRepository(this.backup, this.record, entry, this.#call);
      this.images += held.length;
      const place = this.backup.repository(placeOf(this.record, entry));
      const there = await this.#compare(name, place, held);
      await this.#look(name, place, there);
    } catch (error) {
      this.options.signal?.throwIfAborted();
      const fault =
        error instanceof BackupError ? { kind: 'corrupt' as const, reason: error.message } : faultOf(error);
      this.faults.push({ repository: name, digest: '', tags: [], ...fault });
    }
  }

  /** Holds the listing against the record; gives what is there. */
  async #compare(name: string, place: Source, held: readonly HeldManifest[]): Promise<HeldManifest[]> {
    const digests = held.map(({ digest }) => digest);
    // In the incremental layout tags are part of the index.
    const tags = this.record.layout === 'tree' ? held.flatMap((manifest) => manifest.tags) : [];
    const question = { tags, digests, untagged: digests };
    const listing = await place.list(this.#call);
    const inventory = await takeInventory(place, listing, { question, ...this.#call });
    for (const [digest, moved, fault] of tagFaults(held, inventory, tags)) {
      this.#tell(name, digest, moved, fault);
    }
    return held.filter(({ digest, tags: own }) => {
      const fault = digestFault(digest, inventory);
      if (fault) this.#tell(name, digest, own, fault);
      return !fault;
    });
  }

  async #look(name: string, place: Source, held: readonly HeldManifest[]): Promise<void> {
    const content = this.#content;
    if (!content) {
      this.checked += held.length;
      return;
    }
    const { sample = 1, random = Math.random } = this.options;
    const chosen = held.filter(() => random() < sample);
    this.checked += chosen.length;
    const looking = chosen.map(async ({ digest, tags }) => {
      for (const fault of await content.image(place, digest)) this.#tell(name, digest, tags, fault);
    });
    await Promise.all(looking);
  }

  #tell(repository: string, digest: string, tags: readonly string[], fault: Fault): void {
    this.faults.push({ repository, digest, tags, ...fault });
  }
}

/** What is wrong with the tags of a repository; each with the digest that it should be on. */
function* tagFaults(
  held: readonly HeldManifest[],
  { tags, unknown }: RepositoryInventory,
  inQuestion: readonly string[],
): Iterable<[digest: Digest, tags: readonly string[], fault: Fault]> {
  const asked = new Set(inQuestion);
  for (const { digest, tags: own } of held) {
    for (const tag of own.filter((one) => asked.has(one))) {
      const holder = tags.get(tag);
      const failure = unknown.get(tag);
      if (failure) yield [digest, [tag], faultIn(failure)];
      else if (holder === undefined) yield [digest, [tag], missing('the tag is not there')];
      else if (holder !== digest) yield [digest, [tag], missing(`the tag is on ${holder}`)];
    }
  }
}

function digestFault(digest: Digest, { manifests, unknown }: RepositoryInventory): Fault | undefined {
  const failure = unknown.get(digest);
  if (failure) return faultIn(failure);
  return manifests.has(digest) ? undefined : missing('the backup does not have it');
}

function missing(reason: string): Fault {
  return { kind: 'missing', reason };
}

function keyOf({ repository, digest, tags }: SnapshotFault): string {
  return `${repository}@${digest} ${tags.join()}`;
}
