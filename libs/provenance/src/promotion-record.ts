import { compareTexts, type Digest } from '@cip/oci';
import {
  digestSetOf,
  type InTotoStatement,
  statementAbout,
  timestampOf,
  withoutEmpty,
} from './in-toto-statement.js';
import { predicateTypes } from './predicate-types.js';
import type { ProwJob } from './prow-job.js';

/** The promoter manifest that lists a digest; of a thin manifest its `images.yaml`. */
export interface ManifestFacts {
  /** The path in its repository, with `/`; outside of a repository the path as it was given. */
  readonly path: string;
  /** Of the repository, such as `git+https://github.com/kubernetes/k8s.io`. */
  readonly uri?: string;
  readonly gitCommit?: string;
}

/** The program that promotes. */
export interface PromoterFacts {
  /** What it is known as, such as `https://k8s.io/promo-tools`. */
  readonly uri: string;
  readonly version: string;
  /** The commit that it was built from. */
  readonly gitCommit?: string;
}

/** What was promoted, from where, and by what. */
export interface PromotionFacts {
  /** As users call the image, without tag or digest: `registry.k8s.io/foo`. */
  readonly publicName: string;
  readonly digest: Digest;
  /** The staging repository; absent when nobody knows it any more. */
  readonly source?: string;
  /** In any order. */
  readonly tags: readonly string[];
  /** Of the run: all of its records have the same. */
  readonly time: Date;
  readonly promoter: PromoterFacts;
  readonly manifest?: ManifestFacts;
  readonly job?: ProwJob;
}

/**
 * The record of a promotion, with the fields of kpromo's predicate
 * (https://github.com/kubernetes-sigs/promo-tools/blob/main/docs/promotion-predicate.md). Empty ones are left out.
 */
export function promotionRecord(facts: PromotionFacts): InTotoStatement {
  const { publicName, digest, source, tags, time, promoter, manifest, job } = facts;
  const digestSet = digestSetOf(digest);
  const predicate = withoutEmpty({
    srcRef: source === undefined ? undefined : `${source}@${digest}`,
    dstRef: publicName,
    digest,
    timestamp: timestampOf(time),
    builderId: `${promoter.uri}@${promoter.version}`,
    tags: [...new Set(tags)].sort(compareTexts),
    source: source === undefined ? undefined : { name: source, digest: digestSet },
    destination: { name: publicName, digest: digestSet },
    manifest: manifest && describedManifest(manifest),
    promoter: withoutEmpty({ version: promoter.version, gitCommit: promoter.gitCommit }),
    job: job && withoutEmpty({ ...job }),
  });
  return statementAbout({ name: publicName, digest }, predicateTypes.promotionRecord, predicate);
}

function describedManifest({ path, uri, gitCommit }: ManifestFacts): object {
  return withoutEmpty({ name: path, uri, digest: gitCommit === undefined ? undefined : { gitCommit } });
}
