import type { Complaint } from '../finding.js';
import { comparedMeetings } from '../meetings.js';
import type { TreeRule } from '../rule.js';
import { repeatedTags, type TagClaim, touchedBy } from '../tag-claims.js';
import { type TagPair, TagPairs } from '../tag-pairs.js';
import { andOthers } from '../words.js';

export const redundantPromotion: TreeRule = {
  name: 'redundant-promotion',
  kind: 'tree',
  severity: 'warning',
  docs: {
    reports:
      'a digest that two images of a manifest give to the same tag of a destination repository, as their registries nest',
    why: 'It does no harm today. But the repository has two entries, and the next version of one of them may be a conflict. Where the two stand in different manifests, `shared-repository` reports it.',
    bad: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod\n- name: eu.gcr.io/prod/tools\n\n# images/tools/images.yaml\n- name: tools/hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
    good: '# manifests/tools/promoter-manifest.yaml\nregistries:\n- name: gcr.io/staging-tools\n  src: true\n- name: eu.gcr.io/prod\n- name: eu.gcr.io/prod/tools\n\n# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
  },
  *check({ tree }): Iterable<Complaint> {
    const pairs = new TagPairs();
    for (const { claims: meeting, repositories } of comparedMeetings(tree).meetings) {
      for (const claims of repeatedTags(meeting)) addRedundant(pairs, claims, repositories);
    }
    for (const pair of pairs) yield redundant(pair);
  },
};

/** Pairs every place with the first of the same digest and manifest, when they differ in the source. */
function addRedundant(pairs: TagPairs, claims: readonly TagClaim[], repositories: readonly string[]): void {
  const firsts = new Map<string, TagClaim>();
  for (const claim of claims) {
    const key = `${claim.entry.digest} ${claim.claim.manifest.name}`;
    const first = firsts.get(key);
    if (!first) firsts.set(key, claim);
    else if (first.claim.source !== claim.claim.source) pairs.add(first, claim, repositories);
  }
}

function redundant({ earlier, later, repositories }: TagPair): Complaint {
  const where = andOthers(repositories, 'repository', 'repositories');
  return {
    message: `the tag "${later.tag}" of ${where} gets the same digest from ${later.claim.source} here, and from ${earlier.claim.source} elsewhere`,
    remedy: 'Keep one of the two entries.',
    at: later.place,
    related: [{ at: earlier.place, message: `here it comes from ${earlier.claim.source}` }],
    touches: [touchedBy(later)],
  };
}
