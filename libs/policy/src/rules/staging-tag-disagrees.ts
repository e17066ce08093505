import { placeOfTag } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { entriesFor, touchedEntry } from '../added-entries.js';
import type { Complaint } from '../finding.js';
import type { RegistryFacts } from '../registry-facts.js';
import type { OnlineRule } from '../rule.js';
import { shortDigest } from '../words.js';

export const stagingTagDisagrees: OnlineRule = {
  name: 'staging-tag-disagrees',
  kind: 'online',
  severity: 'warning',
  docs: {
    reports: 'a tag that the source has, too, but on another digest',
    why: 'Either the digest is of another build than the tag says, or the tag was moved in staging since. A tag that the source does not have is fine.',
    bad: '# gcr.io/staging-tools/hammer has v1.0.0 on sha256:2b…\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# gcr.io/staging-tools/hammer has v1.0.0 on sha256:2b…\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.0"]',
  },
  *check({ tree, facts }): Iterable<Complaint> {
    for (const { source, digest } of facts.added) {
      const seen = new Set<string>();
      for (const found of entriesFor(tree, { source, digest })) {
        for (const tag of found.entry.tags) {
          const holder = holderOf(facts, source, tag);
          if (holder === undefined || holder === digest || seen.has(tag)) continue;
          seen.add(tag);
          yield {
            message: `the tag "${tag}" is given to ${shortDigest(digest)} here, and is on ${shortDigest(holder)} in the source ${source}`,
            remedy: `Check which build is meant; the digest in the source is ${holder}.`,
            at: placeOfTag(found.entry, tag),
            touches: [touchedEntry(found, [tag])],
          };
        }
      }
    }
  },
};

function holderOf({ sourceTags }: RegistryFacts, source: string, tag: string): Digest | undefined {
  const tags = sourceTags.get(source);
  const holder = tags && !('failure' in tags) ? tags.get(tag) : undefined;
  return typeof holder === 'string' ? holder : undefined;
}
