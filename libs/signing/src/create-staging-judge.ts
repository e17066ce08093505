import { type CallOptions, describeFailure, type Digest, failureOf, type Source } from '@cip/oci';
import { type AppliedPolicy, judgeStaged, type SummarySource, type UnreadStaging } from '@cip/provenance';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { attestedOf } from './carried.js';
import type { ProverOptions } from './create-prover.js';
import { once } from './once.js';
import { readCarried } from './read-carried.js';

/** What policies make of a staging image, for the verification summaries of it and its platforms. */
export type JudgedStaging =
  | { readonly kind: 'gone' }
  | ({ readonly kind: 'unread' } & UnreadStaging)
  | {
      readonly kind: 'judged';
      readonly itself: SummarySource | UnreadStaging;
      /** Of an index: what the policies make of each platform manifest alone. */
      readonly platforms: ReadonlyMap<Digest, SummarySource | UnreadStaging>;
    };

/** Judges an image of a source repository, with its registry, by the policies that apply. Rejects on abort only. */
export type JudgeStaging = (
  source: string,
  digest: Digest,
  policies: readonly AppliedPolicy[],
) => Promise<JudgedStaging>;

/** Images whose payloads are in memory at a time. */
const imagesAtATime = 4;
/** Images whose verdict is kept, as the platforms of an index ask for it, too. */
const mostImages = 5_000;

const unjudged: JudgedStaging = {
  kind: 'judged',
  itself: { outcomes: [], inputs: [] },
  platforms: new Map(),
};

/**
 * Reads what staging images carry and holds it against policies. Each image is read once, whoever asks; without a policy it is not
 * read at all. Without a trust root nothing is judged, as everything would fail.
 */
export function createStagingJudge({ trust, repository, ...options }: ProverOptions): JudgeStaging {
  const known = new LRUCache<string, Promise<JudgedStaging>>({ max: mostImages });
  const queue = new PQueue({ concurrency: imagesAtATime });
  const judge: JudgeStaging = async (source, digest, policies) => {
    const root = await trust.root();
    if ('missing' in root) return { kind: 'unread', unread: root.missing };
    const staging = repository(source);
    const manifest = await found(staging, digest, options);
    if (manifest === undefined) return { kind: 'gone' };
    if ('unread' in manifest) return { kind: 'unread', ...manifest };
    const image = attestedOf(await readCarried(staging, digest, trust, { ...options, manifest }));
    const verdictOf = (one: typeof image): SummarySource | UnreadStaging =>
      judgeStaged(policies, one, source);
    const platforms = new Map(image.children.map((child) => [child.digest, verdictOf(child)]));
    return { kind: 'judged', itself: verdictOf(image), platforms };
  };
  return async (source, digest, policies) => {
    if (policies.length === 0) return unjudged;
    return once(known, `${source}@${digest}`, () => queue.add(() => judge(source, digest, policies)));
  };
}

async function found(
  staging: Source,
  digest: Digest,
  options: CallOptions,
): Promise<Awaited<ReturnType<Source['fetchManifest']>> | UnreadStaging> {
  try {
    return await staging.fetchManifest(digest, options);
  } catch (error) {
    return { unread: describeFailure(failureOf(error, options.signal)) };
  }
}
