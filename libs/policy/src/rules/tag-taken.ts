import { type ManifestTree, placeOfTag } from '@cip/manifest';
import { groupBy } from '@cip/oci';
import type { Blocker } from '@cip/plan';
import { type AddedEntry, entriesFor, touchedEntry } from '../added-entries.js';
import type { Complaint } from '../finding.js';
import type { OnlineRule } from '../rule.js';
import { andOthers, shortDigest } from '../words.js';

export const tagTaken: OnlineRule = {
  name: 'tag-taken',
  kind: 'online',
  severity: 'error',
  docs: {
    reports: 'a tag that production has already, on another digest',
    why: 'Promotion never moves a tag, as people have pulled it. The new build needs a tag of its own. If no manifest ever gave the tag to the digest that production has, somebody else wrote it: find out who, and restore the tag from a backup, before you put that digest into a manifest.',
    bad: '# us.gcr.io/prod/tools/hammer has v1.0.0 on sha256:1a…\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.0"]',
    good: '# us.gcr.io/prod/tools/hammer has v1.0.0 on sha256:1a…\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.1"]',
  },
  *check({ tree, facts }): Iterable<Complaint> {
    for (const blockers of alike(facts.plan.blockers.filter(({ kind }) => kind === 'tag-moved'))) {
      const [first] = blockers;
      const found = first && entryOf(tree, first);
      if (found) yield complaint(found, first, blockers);
    }
  },
};

/** What differs in the destination only. The reason names the digest that has the tag. */
function alike(blockers: readonly Blocker[]): Iterable<readonly Blocker[]> {
  return groupBy(blockers, ({ source, digest, tags, reason }) =>
    JSON.stringify([source, digest, tags, reason]),
  ).values();
}

function entryOf(tree: ManifestTree, { source, digest, tags, where }: Blocker): AddedEntry | undefined {
  const found = entriesFor(tree, { source, digest }).filter(({ entry }) =>
    tags.every((tag) => entry.tags.includes(tag)),
  );
  return found.find(({ entry }) => entry.place.file.path === where?.file) ?? found[0];
}

function complaint(
  found: AddedEntry,
  { digest, tags, reason }: Blocker,
  blockers: readonly Blocker[],
): Complaint {
  const [tag = ''] = tags;
  const destinations = blockers.map(({ destination }) => destination);
  return {
    message: `the tag "${tag}" cannot go to ${shortDigest(digest)} in ${andOthers(destinations, 'repository', 'repositories')}: ${reason}`,
    remedy:
      'Give the digest a tag that is not in use. If no manifest ever gave the tag to the digest that production has, find out first who wrote it.',
    at: placeOfTag(found.entry, tag),
    touches: [touchedEntry(found, tags)],
  };
}
