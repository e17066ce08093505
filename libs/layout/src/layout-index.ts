import {
  type Descriptor,
  type Digest,
  isDigest,
  isObject,
  isRepositoryPath,
  isTag,
  mediaTypes,
  nestsDeeper,
} from '@cip/oci';
import { isStringMap } from './json.js';

/** An index of other tools has fewer; what is kept of it has to be written again. */
const mostLevels = 100;

/** Where a tag stands in `index.json` (image-spec v1.1, "Pre-Defined Annotation Keys"). */
const refName = 'org.opencontainers.image.ref.name';

/** A tag of a repository, written `<repository>:<tag>`. */
export interface LayoutTag {
  readonly repository: string;
  readonly tag: string;
}

export interface LayoutEntry {
  readonly descriptor: Pick<Descriptor, 'mediaType' | 'digest' | 'size'>;
  /** Undefined for an entry that names no tag of a repository, as other tools write them. */
  readonly name: LayoutTag | undefined;
  /** The entry as it is written; what is not understood is kept. */
  readonly written: Readonly<Record<string, unknown>>;
}

/** What `index.json` says. Values are never changed; the functions of this file give new ones. */
export interface LayoutIndex {
  readonly entries: readonly LayoutEntry[];
  /** Repository → tag → digest. */
  readonly tags: ReadonlyMap<string, ReadonlyMap<string, Digest>>;
  /** Fields other than `manifests`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export const emptyIndex: LayoutIndex = {
  entries: [],
  tags: new Map(),
  fields: { schemaVersion: 2, mediaType: mediaTypes.ociIndex },
};

/** Reads the text of `index.json`; a string says what is wrong with it, as half a sentence. */
export function parseLayoutIndex(text: string): LayoutIndex | string {
  const body = parsed(text);
  if (!body) return 'it is not a JSON object';
  const { manifests, ...fields } = body;
  if (fields['schemaVersion'] !== 2) return '"schemaVersion" is not 2';
  if (!Array.isArray(manifests)) return '"manifests" is not a list';
  if (nestsDeeper(body, mostLevels)) return `it nests deeper than ${mostLevels} levels`;
  const entries: LayoutEntry[] = [];
  for (const [i, written] of manifests.entries()) {
    const entry = toEntry(written);
    if (!entry) return `"manifests[${i}]" is not a descriptor`;
    entries.push(entry);
  }
  return indexOf(entries, fields);
}

/** The text of `index.json`. */
export function formatLayoutIndex({ entries, fields }: LayoutIndex): string {
  return JSON.stringify({ ...fields, manifests: entries.map(({ written }) => written) });
}

/** The index where the tag points to the manifest, whatever it pointed to before. */
export function withTag(
  index: LayoutIndex,
  name: LayoutTag,
  { mediaType, digest, size }: Descriptor,
): LayoutIndex {
  const descriptor = { mediaType, digest, size };
  const written = { ...descriptor, annotations: { [refName]: `${name.repository}:${name.tag}` } };
  const others = index.entries.filter((entry) => !isNamed(entry, name));
  return indexWith([...others, { descriptor, name, written }], index.fields);
}

/** The index without the tags of a repository that meet the condition; the same when there are none. */
export function withoutTags(
  index: LayoutIndex,
  repository: string,
  condition: (tag: string, digest: Digest) => boolean,
): LayoutIndex {
  const entries = index.entries.filter(
    ({ name, descriptor }) => name?.repository !== repository || !condition(name.tag, descriptor.digest),
  );
  return entries.length === index.entries.length ? index : indexWith(entries, index.fields);
}

function isNamed({ name }: LayoutEntry, { repository, tag }: LayoutTag): boolean {
  return name?.repository === repository && name.tag === tag;
}

function indexWith(entries: readonly LayoutEntry[], fields: LayoutIndex['fields']): LayoutIndex {
  const index = indexOf(entries, fields);
  if (typeof index === 'string') throw new Error(index);
  return index;
}

function indexOf(entries: readonly LayoutEntry[], fields: LayoutIndex['fields']): LayoutIndex | string {
  const tags = new Map<string, Map<string, Digest>>();
  for (const { name, descriptor } of entries) {
    if (!name) continue;
    const own = tags.get(name.repository) ?? new Map<string, Digest>();
    const other = own.get(name.tag);
    if (other !== undefined && other !== descriptor.digest) {
      return `two entries are named ${name.repository}:${name.tag}`;
    }
    tags.set(name.repository, own.set(name.tag, descriptor.digest));
  }
  return { entries, tags, fields };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function toEntry(written: unknown): LayoutEntry | undefined {
  if (!isObject(written)) return undefined;
  const { mediaType, digest, size, annotations } = written;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  const name = isStringMap(annotations) ? toTag(annotations[refName]) : undefined;
  return { descriptor: { mediaType, digest, size }, name, written };
}

function toTag(text = ''): LayoutTag | undefined {
  const colon = text.lastIndexOf(':');
  const [repository, tag] = [text.slice(0, Math.max(0, colon)), text.slice(colon + 1)];
  return isRepositoryPath(repository) && isTag(tag) ? { repository, tag } : undefined;
}
