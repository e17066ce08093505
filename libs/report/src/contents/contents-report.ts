import type { ImageContent } from '@cip/manifest';
import type { Failure } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import type { ReportedCompleteness } from '../reported-completeness.js';

/** A part of a registry, or of the manifests, that could not be read; its name is empty where the prefix itself is meant. */
export interface UnreadPart {
  readonly name: string;
  readonly reason: string;
  /** Of what a registry did not give: the facts that `reason` was made of. */
  readonly failure?: Failure;
}

/** What lies below a prefix; its JSON Schema is `docs/cli/schema/contents-report.json`. */
export interface ContentsReport {
  readonly version: 1;
  readonly command: 'snapshot';
  readonly summary: {
    /** What the names are relative to: `HOST`, or `HOST/PATH`. */
    readonly prefix: string;
    /** Who was asked: the registry, or the manifests that promise it. */
    readonly from: 'registry' | 'manifests';
    readonly images: number;
    readonly digests: number;
    readonly tags: number;
    /** Parts that are not among the items, since they could not be read. */
    readonly unread: number;
    /** Sent by the whole run, with those for tokens. */
    readonly requests: number;
  };
  /** Of what a registry was asked about. */
  readonly completeness?: ReportedCompleteness;
  /** Sorted by name. */
  readonly unread: readonly UnreadPart[];
  /** Sorted by name and digest. */
  readonly items: readonly ContentsItem[];
}

/** One digest of one image. */
export interface ContentsItem {
  readonly name: string;
  readonly digest: string;
  /** Sorted; none for what is held by digest alone. */
  readonly tags: readonly string[];
}

type Facts = Pick<ContentsReport['summary'], 'prefix' | 'from' | 'requests'> & {
  readonly unread: readonly UnreadPart[];
  readonly completeness?: ReportedCompleteness;
};

export function contentsReport(images: Iterable<ImageContent>, facts: Facts): ContentsReport {
  const { prefix, from, requests, completeness } = facts;
  const holding = sortBy([...images], ['name']).filter(({ digests }) => digests.length > 0);
  const items = holding.flatMap(({ name, digests }) =>
    sortBy(digests, ['digest']).map(({ digest, tags }) => {
      return { name, digest, tags: [...tags].sort() };
    }),
  );
  const unread = sortBy(facts.unread, ['name', 'reason']);
  const summary = {
    prefix,
    from,
    images: holding.length,
    digests: items.length,
    tags: items.reduce((sum, { tags }) => sum + tags.length, 0),
    unread: unread.length,
    requests,
  };
  return {
    version: 1,
    command: 'snapshot',
    summary,
    ...(completeness && { completeness }),
    unread,
    items,
  };
}
