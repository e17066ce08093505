import { type Digest, isDigest, isObject, isRepositoryPath, isTag } from '@cip/oci';

/** One page of a listing. */
export interface TagsPage {
  /** Digest by tag; undefined where no manifest of the page has the tag. */
  readonly tags: ReadonlyMap<string, Digest | undefined>;
  /** Every tag has its digest. */
  readonly hasDigests: boolean;
  /** The media types of manifests; undefined where the registry does not have the Google extension. */
  readonly manifests: ReadonlyMap<Digest, string> | undefined;
  /** The next path components below. */
  readonly children: readonly string[];
}

/** Reads `{"name", "tags", "manifest"?, "child"?}`; undefined when it is not of that shape. Texts that are no tag, digest or name are left out. */
export function readTagsPage(body: Readonly<Record<string, unknown>>): TagsPage | undefined {
  const listed = tagsOf(body['tags']);
  const { manifest } = body;
  if (!listed || !(manifest === undefined || manifest === null || isObject(manifest))) return undefined;
  const tags = new Map<string, Digest | undefined>();
  const manifests = manifest ? manifestsOf(manifest, tags) : undefined;
  for (const tag of listed) if (!tags.has(tag)) tags.set(tag, undefined);
  return { tags, hasDigests: haveDigests(tags), manifests, children: childrenOf(body['child']) };
}

/** What two pages of one listing say together. */
export function joinPages(first: TagsPage, second: TagsPage): TagsPage {
  const tags = new Map(first.tags);
  for (const [tag, digest] of second.tags) if (digest !== undefined || !tags.has(tag)) tags.set(tag, digest);
  const manifests = first.manifests ?? second.manifests;
  return {
    tags,
    hasDigests: haveDigests(tags),
    manifests: manifests && new Map([...manifests, ...(second.manifests ?? [])]),
    children: [...first.children, ...second.children],
  };
}

function haveDigests(tags: ReadonlyMap<string, Digest | undefined>): boolean {
  return [...tags.values()].every((digest) => digest !== undefined);
}

function childrenOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((name) => typeof name === 'string' && isRepositoryPath(name)) as string[];
}

/** Notes their tags, too. */
function manifestsOf(
  map: Readonly<Record<string, unknown>>,
  tags: Map<string, Digest | undefined>,
): Map<Digest, string> {
  const manifests = new Map<Digest, string>();
  for (const [digest, entry] of Object.entries(map)) {
    if (!isDigest(digest) || !isObject(entry)) continue;
    manifests.set(digest, typeof entry['mediaType'] === 'string' ? entry['mediaType'] : '');
    for (const tag of tagsOf(entry['tag']) ?? []) tags.set(tag, digest);
  }
  return manifests;
}

function tagsOf(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((tag) => typeof tag === 'string')) return undefined;
  return value.filter(isTag);
}
