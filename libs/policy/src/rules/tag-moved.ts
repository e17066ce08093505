import { placeOfTag } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import type { ChangeRule } from '../rule.js';
import { shortDigest } from '../words.js';

export const tagMoved: ChangeRule = {
  name: 'tag-moved',
  kind: 'change',
  severity: 'error',
  docs: {
    reports: 'a tag that the change takes from one digest and gives to another',
    why: 'People have pulled the tag and trust it to stay. Promotion never moves a tag, so production would keep the old image. Give the new build a tag of its own.',
    bad: '# v1.0.0 was at sha256:1a…\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.0"]',
    good: '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n    "sha256:2b…": ["v1.0.1"]',
  },
  *check({ change }): Iterable<Complaint> {
    for (const { manifest, image, tag, from, to } of change.movedTags) {
      yield {
        message: `the tag "${tag}" of ${image.name} moves from ${shortDigest(from.digest)} to ${shortDigest(to.digest)}`,
        remedy: `Leave the tag at ${from.digest}, and give the other digest a tag of its own.`,
        at: placeOfTag(to, tag),
        related: [
          {
            at: placeOfTag(from, tag),
            message: `before, it stood here at ${shortDigest(from.digest)}`,
            removed: true,
          },
        ],
        touches: [
          {
            subproject: manifest.name,
            source: manifest.source.name,
            image: image.name,
            digest: to.digest,
            tags: [tag],
          },
        ],
      };
    }
  },
};
