import type { Digest, ImageFacts } from '@cip/oci';
import { subjectOfTag } from '@cip/oci';
import { type AddedEntry, entriesFor, touchedEntry } from '../added-entries.js';
import type { Complaint } from '../finding.js';
import type { AddedImage, PromotedVersion, Unreadable } from '../registry-facts.js';
import type { OnlineRule } from '../rule.js';
import { shortDigest } from '../words.js';

/** An index that is promoted under the same image name, and how to call it. */
interface Sibling {
  readonly children: readonly Digest[];
  readonly name: string;
}

export const singlePlatform: OnlineRule = {
  name: 'single-platform',
  kind: 'online',
  severity: 'warning',
  docs: {
    reports: 'the image of one platform, where the versions before it, or beside it, are indexes of several',
    why: 'On all other platforms the new version would not run. Most often the digest of a part was copied instead of that of the index. Parts of an index that is promoted itself, and attached artifacts, are not reported.',
    bad: '# sha256:1a… is an index, sha256:2b… an image for linux/amd64\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n    "sha256:2b…": ["v1.0.1"]',
    good: '# sha256:1a… and sha256:3c… are indexes\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n    "sha256:3c…": ["v1.0.1"]',
  },
  *check({ tree, facts }): Iterable<Complaint> {
    const beside = indexesBySource(facts.added);
    for (const added of facts.added) {
      const image = known(added.facts);
      if (image?.kind !== 'image') continue;
      const siblings = [...asPromoted(added.newest), ...(beside.get(added.source) ?? [])];
      const [first] = siblings;
      if (!first || siblings.some(({ children }) => children.includes(added.digest))) continue;
      for (const found of entriesFor(tree, added)) {
        if (isAttached(found)) continue;
        yield {
          message: `${shortDigest(added.digest)} is an image for ${image.platforms.join() || 'one platform'}, and ${first.name} is an index of several`,
          remedy: 'Promote the digest of the index that this image is a part of.',
          at: found.entry.place,
          touches: [touchedEntry(found)],
        };
      }
    }
  },
};

function isAttached({ entry: { tags } }: AddedEntry): boolean {
  return tags.length > 0 && tags.every((tag) => subjectOfTag(tag) !== undefined);
}

function indexesBySource(all: readonly AddedImage[]): ReadonlyMap<string, readonly Sibling[]> {
  const indexes = new Map<string, Sibling[]>();
  for (const { source, digest, facts } of all) {
    const found = asSibling(facts, shortDigest(digest));
    const known = indexes.get(source);
    if (known) known.push(...found);
    else indexes.set(source, found);
  }
  return indexes;
}

function asPromoted(newest: PromotedVersion | undefined): Sibling[] {
  if (!newest) return [];
  return asSibling(newest.facts, `the promoted "${newest.tag}" (${shortDigest(newest.digest)})`);
}

function asSibling(facts: ImageFacts | Unreadable | undefined, name: string): Sibling[] {
  const index = known(facts);
  return index?.kind === 'index' ? [{ name, children: index.children ?? [] }] : [];
}

function known(facts: ImageFacts | Unreadable | undefined): ImageFacts | undefined {
  return facts && !('failure' in facts) ? facts : undefined;
}
