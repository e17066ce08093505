import { placeOfTag } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';

const alwaysMoving = '^(?:latest|v?\\d+(?:\\.\\d+)?)$';

export const movingTag: TreeRule = {
  name: 'moving-tag',
  kind: 'tree',
  severity: 'warning',
  docs: {
    reports: 'a tag that people expect to move: `latest`, `v1`, `v1.2`, and the patterns under `movingTags`',
    why: 'Promotion never moves a tag, so such a tag stays at the first image that gets it. Give images the full version.',
    bad: '- name: hammer\n  dmap:\n    "sha256:…": ["v1.2"]',
    good: '- name: hammer\n  dmap:\n    "sha256:…": ["v1.2.3"]',
  },
  *check({ tree, policy }): Iterable<Complaint> {
    const moving = new RegExp(
      [alwaysMoving, ...policy.movingTags].map((source) => `(?:${source})`).join('|'),
    );
    for (const { name: subproject, source, images } of tree.manifests) {
      for (const image of images) {
        for (const entry of image.digests) {
          for (const tag of entry.tags) {
            if (!moving.test(tag)) continue;
            yield {
              message: `the tag ${JSON.stringify(tag)} of ${image.name} looks like one that moves, but promoted tags never do`,
              remedy: 'Use a tag that names one build, or configure "moving-tag" for this path.',
              at: placeOfTag(entry, tag),
              touches: [
                { subproject, source: source.name, image: image.name, digest: entry.digest, tags: [tag] },
              ],
            };
          }
        }
      }
    }
  },
};
