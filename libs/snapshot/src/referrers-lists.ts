import {
  type CallOptions,
  type Digest,
  failureOf,
  type FoundManifest,
  isIndexType,
  readManifest,
  type RepositoryInventory,
  type Source,
  subjectOf,
  subjectOfTag,
} from '@cip/oci';
import { type Difference, unreachable } from '@cip/plan';

/** A repository of the old registry beside the same one of a new registry. */
export interface ComparedRepository {
  readonly old: Source;
  readonly there: Source;
  readonly manifests: readonly FoundManifest[];
  readonly found: RepositoryInventory;
  /** What repository and registry a difference is of. */
  readonly place: Pick<Difference, 'repository' | 'registry'>;
}

/** A list of referrers under its tag. */
interface List {
  readonly digest: Digest;
  readonly tag: string;
  readonly subject: Digest;
}

/**
 * Differences without those that only come from how a registry lists referrers: by the API, or in an index under a tag
 * (distribution-spec v1.1, "Referrers Tag Schema"), whose bytes depend on the order in which they were pushed. What counts is
 * that the new registry lists each referrer that the old one lists. Costs requests only where a list differs.
 */
export async function withoutListForms(
  differences: readonly Difference[],
  compared: ComparedRepository,
  options: CallOptions = {},
): Promise<Difference[]> {
  const missing = new Set(differences.map(({ digest, tag }) => keyOf(digest, tag)));
  const lists = listsOf(compared.manifests).filter(
    ({ digest, tag }) => missing.has(keyOf(digest, tag)) || missing.has(keyOf(digest)),
  );
  const settled = await Promise.all(lists.map((list) => settle(list, compared, options)));
  const told = settled
    .flatMap((one) => one ?? [])
    .filter(({ digest, kind }) => kind === 'unreachable' || !missing.has(keyOf(digest)));
  const explained = new Set(lists.flatMap(({ digest, tag }, i) => (settled[i] ? [keyOf(digest, tag)] : [])));
  const isExplained = ({ digest, tag }: Difference): boolean => {
    if (tag !== undefined) return explained.has(keyOf(digest, tag));
    const { tags = [] } = compared.manifests.find((one) => one.digest === digest) ?? {};
    return tags.length > 0 && tags.every((one) => explained.has(keyOf(digest, one)));
  };
  return [
    ...differences.filter((one) => !isExplained(one)),
    ...told,
    ...unlisted(compared).filter(({ digest }) => !told.some((one) => one.digest === digest)),
  ];
}

function keyOf(digest: string, tag = ''): string {
  return `${digest}\n${tag}`;
}

function listsOf(manifests: readonly FoundManifest[]): List[] {
  return manifests
    .filter(({ mediaType }) => isIndexType(mediaType))
    .flatMap(({ digest, tags }) =>
      tags.flatMap((tag) => {
        const named = subjectOfTag(tag);
        return named?.kind === 'referrers' ? [{ digest, tag, subject: named.subject }] : [];
      }),
    );
}

/** What the new registry does not list of a list; undefined where it is none, or the old registry does not give it away. */
async function settle(
  { digest, tag, subject }: List,
  { old, there, manifests, place }: ComparedRepository,
  options: CallOptions,
): Promise<Difference[] | undefined> {
  const held = new Set(manifests.map((one) => one.digest));
  const entries = await entriesOf(old, digest, options);
  if (!entries) return undefined;
  const referrers = entries.filter((entry) => held.has(entry));
  const subjects = await Promise.all(referrers.map((entry) => subjectIn(old, entry, options)));
  if (subjects.some((one) => one !== subject)) return undefined;
  try {
    const listed = new Set((await there.referrers(subject, options)).map((one) => one.digest));
    return referrers.filter((entry) => !listed.has(entry)).map((entry) => notListed(entry, place));
  } catch (error) {
    return [{ ...unreachable(failureOf(error, options.signal)), ...place, digest, tag }];
  }
}

async function entriesOf(source: Source, list: Digest, options: CallOptions): Promise<Digest[] | undefined> {
  const index = await orUndefined(source.fetchManifest(list, options), options);
  return index && readManifest(index).children.map(({ digest }) => digest);
}

async function subjectIn(source: Source, digest: Digest, options: CallOptions): Promise<Digest | undefined> {
  const manifest = await orUndefined(source.fetchManifest(digest, options), options);
  return manifest && subjectOf(manifest);
}

/** What cannot be read explains no difference. */
async function orUndefined<T>(read: Promise<T>, { signal }: CallOptions): Promise<T | undefined> {
  try {
    return await read;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** Referrers that the new registry has and does not list, though the old one does. */
function unlisted({ manifests, found, place }: ComparedRepository): Difference[] {
  return manifests
    .filter(({ digest, origin }) => origin === 'referrers' && found.unlisted?.has(digest) === true)
    .map(({ digest }) => notListed(digest, place));
}

function notListed(digest: Digest, place: ComparedRepository['place']): Difference {
  const reason = "it is there, and not in the list of its subject's referrers";
  return { kind: 'incomplete', ...place, digest, reason };
}
