import { type CallOptions, type Digest, failureToList, type Inventory } from '@cip/oci';
import type { AddedDigest } from '@cip/plan';
import type { Unreadable } from '@cip/policy';

type Tags = ReadonlyMap<string, Digest | Unreadable>;

/** The tags that a change gives, by source repository. */
export function tagsBySource(added: readonly AddedDigest[]): Map<string, ReadonlySet<string>> {
  const bySource = new Map<string, Set<string>>();
  for (const { manifest, image, tags } of added) {
    if (tags.length === 0) continue;
    const source = `${manifest.source.name}/${image.name}`;
    const known = bySource.get(source) ?? new Set();
    for (const tag of tags) known.add(tag);
    bySource.set(source, known);
  }
  return bySource;
}

/** What a source repository has under some tags: one listing, and where that gives names only, one HEAD per tag. */
export async function readSourceTags(
  inventory: Inventory,
  source: string,
  wanted: ReadonlySet<string>,
  options: CallOptions,
): Promise<Tags | Unreadable> {
  const question = { tags: [...wanted], digests: [], untagged: [] };
  const found = await inventory.destination(source, question, options);
  const failure = failureToList(found);
  if (failure) return { failure };
  const tags = new Map<string, Digest | Unreadable>();
  for (const tag of wanted) {
    const unknown = found.unknown.get(tag);
    const digest = found.tags.get(tag);
    if (unknown !== undefined) tags.set(tag, { failure: unknown });
    else if (digest !== undefined) tags.set(tag, digest);
  }
  return tags;
}
