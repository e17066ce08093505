import { type CallOptions, failureOf, groupBy, type Source } from '@cip/oci';
import type { Attachment, FindMissing, MissingAttachments, PromisedImage } from '@cip/provenance';
import type { AttachedChoice, LeftBehind } from './attached-choice.js';

/** Where attached artifacts are kept, and what belongs there. */
export interface FindMissingOptions extends CallOptions {
  readonly choice: Pick<AttachedChoice, 'of'>;
  /** A repository by its name, with its registry. */
  readonly repository: (name: string) => Source;
  /** Whether an image's attached artifacts are kept in a destination repository, and it is time to look at them. */
  readonly isWanted: (image: PromisedImage, destination: string) => boolean;
  /** What cannot go where it should. */
  readonly onLeft?: (left: LeftBehind) => void;
}

const nothing: MissingAttachments = { missing: [] };

/**
 * Holds what should be attached to images against what destinations have. An image without attached artifacts costs nothing in
 * the destination; others cost a request for the referrers of each subject, and one for each tag.
 */
export function findMissing(options: FindMissingOptions): FindMissing {
  const { choice, repository, isWanted, signal } = options;
  return async (image, destination) => {
    if (!isWanted(image, destination)) return nothing;
    try {
      const { artifacts, violations, failure } = await choice.of(image);
      if (artifacts.length === 0 && violations.length === 0 && !failure) return nothing;
      const unread = failure && ({ side: 'source', failure } as const);
      const there = await missingIn(repository(destination), artifacts, image.source, options);
      return { violations, ...(unread && { unread }), ...there };
    } catch (error) {
      return { missing: [], unread: { side: 'source', failure: failureOf(error, signal) } };
    }
  };
}

async function missingIn(
  destination: Source,
  artifacts: readonly Attachment[],
  source: string,
  options: FindMissingOptions,
): Promise<MissingAttachments> {
  const missing: Attachment[] = [];
  try {
    for (const [on, alike] of groupBy(artifacts, (artifact) => artifact.on)) {
      const call: CallOptions = options.signal ? { signal: options.signal } : {};
      const isListed = alike.some(({ tag }) => tag === undefined);
      const referrers = new Set(
        isListed ? (await destination.referrers(on, call)).map(({ digest }) => digest) : [],
      );
      for (const artifact of alike) {
        const { tag, digest } = artifact;
        const holder = tag === undefined ? undefined : (await destination.resolve(tag, call))?.digest;
        const isThere = tag === undefined ? referrers.has(digest) : holder === digest;
        if (isThere) continue;
        if (holder === undefined) missing.push(artifact);
        else
          options.onLeft?.({
            source,
            on,
            digest,
            ...(tag !== undefined && { tag }),
            why: takenText(destination),
          });
      }
    }
    return { missing };
  } catch (error) {
    return { missing, unread: { side: 'destination', failure: failureOf(error, options.signal) } };
  }
}

/** A tag is never moved, and whoever signs again in staging must not stop a promotion by it. */
function takenText({ name: { registry, repository } }: Source): string {
  return `is not what ${registry}/${repository} has under this tag, and tags are never moved`;
}
