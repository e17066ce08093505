import type { Digest } from '@cip/oci';
import {
  type AppliedPolicy,
  commonPolicy,
  type InTotoStatement,
  type SignedImage,
  sourceOfPlatform,
  type SummaryFacts,
  type SummaryPolicy,
  type SummarySource,
  verificationSummary,
} from '@cip/provenance';
import type { JudgeStaging } from '@cip/signing';
import type { Origin } from './promised-digests.js';
import type { Target } from './targets.js';

/** Why there is no verification summary of a digest. */
export interface Withheld {
  /** Staging has the image no longer, so that no later run can judge it either. */
  readonly isGone: boolean;
  readonly reason: string;
}

/** What verification summaries are made with. */
export interface SummaryOptions extends Pick<SummaryFacts, 'verifier' | 'time' | 'levels'> {
  readonly judge: JudgeStaging;
  /** Those of a source repository, with its registry. */
  readonly policiesOf: (source: string) => readonly AppliedPolicy[];
  /** A promoter manifest, by its file as reports show it. */
  readonly policyIn: (file: string) => SummaryPolicy;
}

/** Makes the verification summary of a digest, or says why there is none. Rejects on abort only. */
export type Summarize = (
  target: Pick<Target, 'promised' | 'indexes'>,
  image: SignedImage,
) => Promise<InTotoStatement | Withheld>;

/** Judges what was promoted by the policies of its sources, as they are now. */
export function summarizer({ judge, policiesOf, policyIn, ...facts }: SummaryOptions): Summarize {
  return async ({ promised, indexes }, image) => {
    const listing = promised ? [promised] : indexes;
    const staged = listing.flatMap(({ digest, origins }) => origins.map((origin) => ({ digest, ...origin })));
    const sources: SummarySource[] = [];
    for (const one of staged) {
      const source = await sourceOf(one, image.digest, { judge, policiesOf });
      if ('reason' in source) return source;
      sources.push(source);
    }
    const [first, ...others] = staged
      .flatMap(({ manifest, source }) => [manifest, ...policiesOf(source).map(({ where }) => where.file)])
      .map(policyIn);
    if (!first) throw new TypeError(`no manifest lists ${image.digest}, or an index that has it`);
    return verificationSummary({ ...facts, ...image, sources, policy: commonPolicy(first, ...others) });
  };
}

/** What a staging image says of a digest: of itself, or of one of its platforms. */
async function sourceOf(
  { source, digest }: Pick<Origin, 'source'> & { readonly digest: Digest },
  of: Digest,
  { judge, policiesOf }: Pick<SummaryOptions, 'judge' | 'policiesOf'>,
): Promise<SummarySource | Withheld> {
  const judged = await judge(source, digest, policiesOf(source));
  if (judged.kind === 'gone') return { isGone: true, reason: `${source} no longer has ${digest}` };
  if (judged.kind === 'unread') return unread(source, judged.unread);
  const { itself, platforms } = judged;
  if ('unread' in itself) return unread(source, itself.unread);
  if (digest === of) return itself;
  const own = platforms.get(of);
  if (own && 'unread' in own) return unread(source, own.unread);
  return sourceOfPlatform(itself, own);
}

function unread(source: string, why: string): Withheld {
  return {
    isGone: false,
    reason: `no verification summary, as what is attested in ${source} is not known: ${why}`,
  };
}
