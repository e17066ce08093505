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

/** What the pages of one listing say together; each is read once. */
export class JoinedPages implements TagsPage {
  readonly tags = new Map<string, Digest | undefined>();
  readonly children: string[] = [];
  #manifests: Map<Digest, string> | undefined;

  get hasDigests(): boolean {
    return haveDigests(this.tags);
  }

  get manifests(): ReadonlyMap<Digest, string> | undefined {
    return this.#manifests;
  }

  add({ tags, manifests, children }: TagsPage): void {
    for (const child of children) this.children.push(child);
    for (const [tag, digest] of tags) {
      if (digest !== undefined || !this.tags.has(tag)) this.tags.set(tag, digest);
    }
    if (!manifests) return;
    this.#manifests ??= new Map();
    for (const [digest, mediaType] of manifests) this.#manifests.set(digest, mediaType);
  }
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
