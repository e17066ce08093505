import { placeOfTag } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import type { ChangeRule } from '../rule.js';
import { shortDigest } from '../words.js';

export const tagRemoved: ChangeRule = {
  name: 'tag-removed',
  kind: 'change',
  severity: 'error',
  docs: {
    reports: 'a tag that the change takes from a digest and gives to no other',
    why: 'The manifests are the record of what production promises; nothing is deleted there when a line goes, but nobody would notice any more if the tag were lost. Often a generator has dropped the line.',
    bad: '# v1.0.0 stood here, too\n- name: hammer\n  dmap:\n    "sha256:1a…": ["1.0.0"]',
    good: '- name: hammer\n  dmap:\n    "sha256:1a…": ["1.0.0", "v1.0.0"]',
  },
  *check({ change }): Iterable<Complaint> {
    for (const { manifest, image, tag, from } of change.removedTags) {
      yield {
        message: `the tag "${tag}" of ${image.name} is taken from ${shortDigest(from.digest)} and given to no other digest`,
        remedy: 'Put the tag back, or have an exception for it reviewed.',
        at: placeOfTag(from, tag),
        removed: true,
        touches: [
          {
            subproject: manifest.name,
            source: manifest.source.name,
            image: image.name,
            digest: from.digest,
            tags: [tag],
          },
        ],
      };
    }
  },
};
