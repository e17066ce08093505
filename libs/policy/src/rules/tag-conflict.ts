import type { Complaint } from '../finding.js';
import { claimsOf, meetingsOf, repositoriesOf } from '../meetings.js';
import type { TreeRule } from '../rule.js';
import { repeatedTags, type TagClaim, touchedBy } from '../tag-claims.js';
import { type TagPair, TagPairs } from '../tag-pairs.js';
import { andOthers, shortDigest } from '../words.js';

export const tagConflict: TreeRule = {
  name: 'tag-conflict',
  kind: 'tree',
  severity: 'error',
  docs: {
    reports: 'a tag of a destination repository that two digests are to get, in one file or in two',
    why: 'Only one of them can have it, and which one would be chance; the promotion leaves both out. Repositories are compared, not names: registries nest, so images of different names may meet.',
    bad: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n    "sha256:2b…": ["v1.0.0"]',
    good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n    "sha256:2b…": ["v1.0.1"]',
  },
  *check({ tree }): Iterable<Complaint> {
    const pairs = new TagPairs();
    for (const claim of claimsOf(tree.manifests)) {
      for (const claims of repeatedTags([claim])) addConflicts(pairs, claims, repositoriesOf(claim));
    }
    for (const { claims: meeting, repositories } of meetingsOf(tree)) {
      for (const claims of repeatedTags(meeting)) addConflicts(pairs, claims, repositories);
    }
    for (const pair of pairs) yield conflict(pair);
  },
};

/** Pairs every place with the first that has another digest: all who are in conflict are named, without naming all pairs. */
function addConflicts(pairs: TagPairs, claims: readonly TagClaim[], repositories: readonly string[]): void {
  const [first] = claims;
  const other = claims.find(({ entry }) => entry.digest !== first?.entry.digest);
  if (!first || !other) return;
  let isOtherPast = false;
  for (const claim of claims) {
    if (claim === other) isOtherPast = true;
    if (claim.entry.digest !== first.entry.digest) pairs.add(first, claim, repositories);
    else if (isOtherPast) pairs.add(other, claim, repositories);
    else pairs.add(claim, other, repositories);
  }
}

function conflict({ earlier, later, repositories }: TagPair): Complaint {
  const [digest, otherDigest] = [later, earlier].map(({ entry }) => shortDigest(entry.digest));
  return {
    message: `the tag "${later.tag}" of ${andOthers([...repositories], 'repository', 'repositories')} is given to ${digest} here, and to ${otherDigest} elsewhere`,
    remedy: 'Leave the tag with the digest that is meant, and give the other one a tag of its own.',
    at: later.place,
    related: [{ at: earlier.place, message: `here it is given to ${otherDigest}` }],
    touches: [touchedBy(earlier), touchedBy(later)],
  };
}
