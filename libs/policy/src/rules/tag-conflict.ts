import type { Complaint } from '../finding.js';
import { claimsOf, comparedMeetings, type Meeting, repositoriesOf } from '../meetings.js';
import type { TreeRule } from '../rule.js';
import { repeatedTags, type TagClaim, touchedBy } from '../tag-claims.js';
import { type TagPair, TagPairs } from '../tag-pairs.js';
import { andOthers, countOf, shortDigest } from '../words.js';

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
    for (const claim of claimsOf(tree.manifests)) {
      if (claim.manifest.destinations.length === 0) continue;
      const repeated = repeatedTags([claim]);
      const repositories = repeated.length === 0 ? [] : repositoriesOf(claim);
      for (const claims of repeated)
        for (const [earlier, later] of rivalsAmong(claims)) yield conflict({ earlier, later, repositories });
    }
    const { meetings, others } = comparedMeetings(tree);
    const pairs = new TagPairs();
    for (const { claims: meeting, repositories } of meetings) {
      for (const claims of repeatedTags(meeting)) {
        for (const [earlier, later] of rivalsAmong(claims)) {
          // What one image does by itself has been said.
          if (earlier.claim !== later.claim) pairs.add(earlier, later, repositories);
        }
      }
    }
    for (const pair of pairs) yield conflict(pair);
    const [first] = others;
    if (first) yield uncompared(first, others);
  },
};

/** Pairs every place with the first that has another digest: all who are in conflict are named, without naming all pairs. */
function* rivalsAmong(claims: readonly TagClaim[]): Iterable<[earlier: TagClaim, later: TagClaim]> {
  const [first] = claims;
  const other = claims.find(({ entry }) => entry.digest !== first?.entry.digest);
  if (!first || !other) return;
  let isOtherPast = false;
  for (const claim of claims) {
    if (claim === other) isOtherPast = true;
    if (claim.entry.digest === first.entry.digest) yield isOtherPast ? [other, claim] : [claim, other];
    // With the other one, the first has been paired.
    else if (claim !== other) yield [first, claim];
  }
}

/** Somebody makes very many subprojects meet: nothing is said to be fine that nobody looked at. */
function uncompared({ claims: [one, another] }: Meeting, meetings: readonly Meeting[]): Complaint {
  const repositories = meetings.reduce((sum, meeting) => sum + meeting.repositories.length, 0);
  const { manifest, image, source } = another ?? one;
  return {
    message: `the tags of ${countOf(repositories, 'repository', 'repositories')} are not compared: too many images go to the same repositories`,
    remedy: 'Promote each image from one subproject only.',
    at: image.place,
    touches: [
      { subproject: manifest.name, source: source.slice(0, -image.name.length - 1), image: image.name },
    ],
  };
}

function conflict({ earlier, later, repositories }: TagPair): Complaint {
  const [digest, otherDigest] = [later, earlier].map(({ entry }) => shortDigest(entry.digest));
  return {
    message: `the tag "${later.tag}" of ${andOthers(repositories, 'repository', 'repositories')} is given to ${digest} here, and to ${otherDigest} elsewhere`,
    remedy: 'Leave the tag with the digest that is meant, and give the other one a tag of its own.',
    at: later.place,
    related: [{ at: earlier.place, message: `here it is given to ${otherDigest}` }],
    touches: [touchedBy(earlier), touchedBy(later)],
  };
}
