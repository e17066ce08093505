import type { CallOptions } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import PQueue from 'p-queue';
import type { Backup } from './backup.js';
import { isDamage } from './damage.js';
import { type FailureFacts, factsOf } from './failure-facts.js';
import type { HeldManifest } from './held.js';
import { readRepository } from './read-repository.js';
import type { RecordedRepository, SnapshotRecord } from './record.js';

/** A repository whose contents could not be read in the backup. */
export interface BrokenRepository extends FailureFacts {
  readonly repository: string;
  /** `failed`: it could not be read, so that it may be in order. */
  readonly state: 'corrupt' | 'failed';
}

/** What each repository held, by name; and those that cannot be told. */
export interface SnapshotContents {
  readonly contents: ReadonlyMap<string, readonly HeldManifest[]>;
  readonly broken: readonly BrokenRepository[];
}

export interface ReadContentsOptions extends CallOptions {
  /** Which repositories, by their path; default all. */
  readonly only?: (repository: string) => boolean;
}

const readAtATime = 16;

/** Reads what all repositories of a snapshot held. Damage to one does not stop the others; rejects on abort only. */
export async function readContents(
  backup: Backup,
  record: SnapshotRecord,
  { signal, only = () => true }: ReadContentsOptions,
): Promise<SnapshotContents> {
  const contents = new Map<string, readonly HeldManifest[]>();
  const broken: BrokenRepository[] = [];
  const queue = new PQueue({ concurrency: readAtATime });
  const read = async (entry: RecordedRepository): Promise<void> => {
    signal?.throwIfAborted();
    try {
      contents.set(entry.name, await readRepository(backup, record, entry, signal ? { signal } : {}));
    } catch (error) {
      signal?.throwIfAborted();
      const state = isDamage(error) ? 'corrupt' : 'failed';
      broken.push({ repository: entry.name, state, ...factsOf(error) });
    }
  };
  const chosen = record.repositories.filter(({ name }) => only(name));
  await Promise.all(chosen.map((entry) => queue.add(() => read(entry))));
  return { contents, broken: sortBy(broken, ['repository']) };
}
