import {
  type AttachedInRegion,
  type Drift,
  type Known,
  missingAttachments,
  type ManifestLinks,
  type PromisedRepository,
  type RegionalKnowledge,
} from '@cip/audit';
import { attachedFor, type AttachedConfiguration } from '@cip/configuration';
import { type CallOptions, describeFailure, type Digest, type Failure, failureOf } from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import pMap from 'p-map';
import { isRead, type LinkReader } from './manifest-links.js';

/** What is held against one another, and how it is read. */
export interface RegionComparisonOptions {
  readonly registry: ReadOnlyRegistry;
  readonly links: LinkReader;
  readonly attached: AttachedConfiguration | undefined;
}

/** Reads at a time. */
const concurrency = 8;

/**
 * Holds what regions have attached against one another, where the project says that all of them have the same. Of each
 * repository only the tags of artifacts and the referrers are kept, and no longer than until its other regions have been seen.
 */
export class RegionComparison {
  readonly #open = new Map<PromisedRepository, AttachedInRegion[]>();

  constructor(private readonly options: RegionComparisonOptions) {}

  /** Once the last region is in, resolves with what is missing in any of them. */
  async add(
    promised: PromisedRepository,
    attached: AttachedInRegion,
    options: CallOptions,
  ): Promise<readonly Drift[]> {
    if (!isKeptEverywhere(promised, this.options.attached)) return [];
    const regions = [...(this.#open.get(promised) ?? []), attached];
    this.#open.set(promised, regions);
    if (regions.length < promised.regions.length) return [];
    this.#open.delete(promised);
    return this.#compare(regions, options);
  }

  /** What is missing in regions whose others could not be compared, or are not to be. */
  async rest(options: CallOptions): Promise<readonly Drift[]> {
    const open = [...this.#open.values()];
    this.#open.clear();
    const drift: Drift[] = [];
    for (const regions of open) drift.push(...(await this.#compare(regions, options)));
    return drift;
  }

  async #compare(regions: readonly AttachedInRegion[], options: CallOptions): Promise<readonly Drift[]> {
    const manifests = new Map<string, Known<ManifestLinks>>();
    const has = new Map<string, Known<'present'>>();
    const knowledge: RegionalKnowledge = {
      manifest: (repository, digest) => manifests.get(`${repository}@${digest}`),
      has: (repository, digest) => has.get(`${repository}@${digest}`),
    };
    for (;;) {
      const found = missingAttachments(regions, knowledge);
      if (!('has' in found)) return found;
      await pMap(
        found.manifests,
        async ([repository, digest]) =>
          manifests.set(`${repository}@${digest}`, await this.#manifest(repository, digest, options)),
        { concurrency },
      );
      await pMap(
        found.has,
        async ([repository, digest]) =>
          has.set(`${repository}@${digest}`, await this.#presence(repository, digest, options)),
        { concurrency },
      );
    }
  }

  async #manifest(repository: string, digest: Digest, options: CallOptions): Promise<Known<ManifestLinks>> {
    const read = await this.options.links.read(repository, digest, options);
    return read === 'absent' || isRead(read) ? read : unreadable(read);
  }

  async #presence(repository: string, digest: Digest, options: CallOptions): Promise<Known<'present'>> {
    try {
      const found = await this.options.registry.repository(repository).resolve(digest, options);
      return found ? 'present' : 'absent';
    } catch (error) {
      return unreadable(failureOf(error, options.signal));
    }
  }
}

function isKeptEverywhere(
  { subprojects, regions }: PromisedRepository,
  attached: AttachedConfiguration | undefined,
): boolean {
  return regions.length > 1 && subprojects.every((name) => attachedFor(name, attached)?.keep === 'all');
}

function unreadable(failure: Failure): { readonly unreadable: string; readonly failure: Failure } {
  return { unreadable: describeFailure(failure), failure };
}
