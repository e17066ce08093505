import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';

export const repeatedImage: TreeRule = {
  name: 'repeated-image',
  kind: 'tree',
  severity: 'info',
  docs: {
    reports: 'a block that repeats the `name` of an image',
    why: 'The blocks are merged, and nothing is lost. One block per image is easier to review.',
    bad: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n- name: hammer\n  dmap:\n    "sha256:2b…": ["v1.1.0"]',
    good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n    "sha256:2b…": ["v1.1.0"]',
  },
  *check({ tree }): Iterable<Complaint> {
    for (const { images } of tree.manifests) {
      for (const { name, place, repetitions } of images) {
        for (const repetition of repetitions) {
          yield {
            message: `the image ${name} has a block already`,
            remedy: 'Move the digests to the first block.',
            at: repetition,
            related: [{ at: place, message: 'the first block stands here' }],
            touches: [],
          };
        }
      }
    }
  },
};
