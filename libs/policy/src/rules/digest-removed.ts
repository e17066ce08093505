import type { Complaint } from '../finding.js';
import type { ChangeRule } from '../rule.js';
import { listed, shortDigest } from '../words.js';

export const digestRemoved: ChangeRule = {
  name: 'digest-removed',
  kind: 'change',
  severity: 'error',
  docs: {
    reports: 'a digest that the change takes out of an image that stays',
    why: 'People may run it by its digest. It stays in production, but no longer as something that anybody approved: it would not be restored, and the auditor would not know it. Often a generator has dropped the line.',
    bad: '# sha256:1a…: ["v1.0.0"] stood here, too\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.0.1"]',
    good: '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n    "sha256:2b…": ["v1.0.1"]',
  },
  *check({ change }): Iterable<Complaint> {
    for (const { manifest, image, entry } of change.removedDigests) {
      const tags = entry.tags.length === 0 ? '' : ` (${listed(entry.tags)})`;
      yield {
        message: `the digest ${shortDigest(entry.digest)}${tags} of ${image.name} is not promoted any more`,
        remedy: 'Put the digest back with its tags, or have an exception for it reviewed.',
        at: entry.place,
        removed: true,
        touches: [
          {
            subproject: manifest.name,
            source: manifest.source.name,
            image: image.name,
            digest: entry.digest,
          },
        ],
      };
    }
  },
};
