import { type Drift, driftOfFailure, type PromisedRepository, type Promises } from '@cip/audit';
import { attachedFor, carriesUnverified, isKeptIn, signsTags } from '@cip/configuration';
import { type CallOptions, type Digest, groupBy, type RepositoryInventory } from '@cip/oci';
import type { Attachment, FindMissing, MissingAttachments, PromisedImage } from '@cip/provenance';
import type { ReadOnlyRegistry } from '@cip/registry';
import pMap from 'p-map';
import type { AttachedRules } from './signed-reader.js';

/** Images that are looked at at a time, of one repository. */
const atATime = 8;

/** Finds what the next promotion would attach: what the source has, a trusted signer signed, and production lacks. */
export class MissingFromSource {
  #find: Promise<FindMissing> | undefined;

  constructor(
    private readonly registry: ReadOnlyRegistry,
    private readonly promises: Promises,
    private readonly rules: AttachedRules,
  ) {}

  /** Of the promised images that a repository holds. Rejects on abort only. */
  async in(
    { repository, manifests }: RepositoryInventory,
    { digests, sources, subprojects }: PromisedRepository,
    options: CallOptions,
  ): Promise<readonly Drift[]> {
    const { attached, trust } = this.rules;
    if (!trust || !subprojects.some((name) => isKeptIn(attachedFor(name, attached), repository))) return [];
    this.#find ??= this.#open(trust, options);
    const find = await this.#find;
    const images = [...digests].flatMap((digest): PromisedImage[] => {
      const found = manifests.get(digest);
      if (!found) return [];
      return sources.map((source) => ({ source, digest, mediaType: found.mediaType, isNew: false }));
    });
    const look = async (image: PromisedImage): Promise<Drift[]> =>
      driftOf(repository, image, await find(image, repository));
    return (await pMap(images, look, { concurrency: atATime })).flat();
  }

  async #open(trust: NonNullable<AttachedRules['trust']>, { signal }: CallOptions): Promise<FindMissing> {
    const { AttachedChoice, createProver, findMissing } = await import('@cip/signing');
    const { attached, policies, signing } = this.rules;
    const shared = {
      repository: (name: string) => this.registry.repository(name),
      ...(signal && { signal }),
    };
    const subprojects = this.#subprojectsBySource();
    const choice = new AttachedChoice({
      trust,
      prove: createProver({ trust, ...shared }),
      policiesOf: (source) => policies?.of(source) ?? [],
      // Of two subprojects with one source, the stricter one counts.
      unverified: (source) =>
        (subprojects.get(source) ?? []).every((name) => carriesUnverified([name], attached))
          ? 'carry'
          : 'refuse',
      signsTags: signsTags(signing),
      ...shared,
    });
    return findMissing({ choice, isWanted: () => true, ...shared });
  }

  #subprojectsBySource(): ReadonlyMap<string, readonly string[]> {
    const origins = [...this.promises.repositories()].flatMap((name) => {
      const { sources = [], subprojects = [] } = this.promises.in(name) ?? {};
      return sources.flatMap((source) => subprojects.map((subproject) => ({ source, subproject })));
    });
    const bySource = groupBy(origins, ({ source }) => source);
    return new Map(
      [...bySource].map(([source, alike]) => [
        source,
        [...new Set(alike.map(({ subproject }) => subproject))],
      ]),
    );
  }
}

function driftOf(
  repository: string,
  { source, digest }: PromisedImage,
  { missing, unread }: MissingAttachments,
): Drift[] {
  const drift = missing.map((artifact) => missingDrift(repository, source, artifact));
  return unread ? [...drift, driftOfFailure({ repository, digest }, unread.failure)] : drift;
}

function missingDrift(repository: string, source: string, artifact: Attachment): Drift {
  const { on, digest, tag, type, signedBy } = artifact;
  const by = signedBy.length > 0 ? `, signed by ${signedBy.join(', ')}` : '';
  return {
    kind: 'missing-attachment',
    repository,
    digest,
    ...(tag !== undefined && { tag }),
    explanation: `${source} has it attached to ${shortened(on)} (${type}${by}), and the project keeps it here, too`,
  };
}

function shortened(digest: Digest): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
