import { type Digest, isDigest, isObject, isRepositoryPath, isTag } from '@cip/oci';

/** One page of a listing. `manifests` is there where the registry has the Google extension. */
export interface TagsPage {
  readonly tags: readonly string[];
  /** The next path components below. */
  readonly children: readonly string[];
  readonly manifests: readonly ListedManifest[] | undefined;
}

export interface ListedManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly tags: readonly string[];
}

/** Reads `{"name", "tags", "manifest"?, "child"?}`; undefined when it is not of that shape. Texts that are no tag, digest or name are left out. */
export function readTagsPage(body: Readonly<Record<string, unknown>>): TagsPage | undefined {
  const tags = tagsOf(body['tags']);
  if (!tags) return undefined;
  const children = childrenOf(body['child']);
  const { manifest } = body;
  if (manifest === undefined || manifest === null) return { tags, children, manifests: undefined };
  return isObject(manifest) ? { tags, children, manifests: manifestsOf(manifest) } : undefined;
}

function childrenOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((name) => typeof name === 'string' && isRepositoryPath(name)) as string[];
}

function manifestsOf(map: Readonly<Record<string, unknown>>): ListedManifest[] {
  return Object.entries(map).flatMap(([digest, entry]) => {
    if (!isDigest(digest) || !isObject(entry)) return [];
    const mediaType = typeof entry['mediaType'] === 'string' ? entry['mediaType'] : '';
    return [{ digest, mediaType, tags: tagsOf(entry['tag']) ?? [] }];
  });
}

function tagsOf(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((tag) => typeof tag === 'string')) return undefined;
  return value.filter(isTag);
}
