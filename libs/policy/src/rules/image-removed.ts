import type { Complaint } from '../finding.js';
import type { ChangeRule } from '../rule.js';
import { countOf } from '../words.js';

export const imageRemoved: ChangeRule = {
  name: 'image-removed',
  kind: 'change',
  severity: 'error',
  docs: {
    reports: 'an image that no manifest promotes any more to where it went',
    why: 'All of its versions lose their promise at once. It is fine to move an image to another file or subproject: as long as it goes to the same repositories, nothing is reported.',
    bad: '# hammer stood here, too\n- name: anvil\n  dmap:\n    "sha256:2b…": ["v2.0.0"]',
    good: '- name: anvil\n  dmap:\n    "sha256:2b…": ["v2.0.0"]\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]',
  },
  *check({ change }): Iterable<Complaint> {
    for (const { manifest, image } of change.removedImages) {
      yield {
        message: `the image ${image.name} with its ${countOf(image.digests.length, 'digest')} is not promoted any more`,
        remedy: 'Put the image back, or have an exception for it reviewed.',
        at: image.place,
        removed: true,
        touches: [{ subproject: manifest.name, source: manifest.source.name, image: image.name }],
      };
    }
  },
};
