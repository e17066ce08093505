import { type Image, type ImageDigest, placeOfTag, type PromotionManifest } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import { movingTags } from '../moving-tags.js';
import type { TreeRule } from '../rule.js';

export const movingTag: TreeRule = {
  name: 'moving-tag',
  kind: 'tree',
  severity: 'warning',
  docs: {
    reports:
      'a tag that people expect to move: `latest`, `v1`, `v1.2`, and what matches a regular expression under `movingTags`',
    why: 'Promotion never moves a tag, so such a tag stays at the first image that gets it. Give images the full version.',
    bad: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.2"]',
    good: '# images/tools/images.yaml\n- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.2.3"]',
  },
  *check({ tree, policy }): Iterable<Complaint> {
    const moves = movingTags(policy);
    for (const manifest of tree.manifests) {
      for (const image of manifest.images) {
        for (const entry of image.digests) {
          for (const tag of entry.tags) if (moves(tag)) yield movingTagOf(manifest, image, entry, tag);
        }
      }
    }
  },
};

function movingTagOf(
  { name: subproject, source }: PromotionManifest,
  image: Image,
  entry: ImageDigest,
  tag: string,
): Complaint {
  return {
    message: `the tag "${tag}" of ${image.name} looks like one that moves, but promoted tags never do`,
    remedy: 'Use a tag that names one build, or switch "moving-tag" off for this path.',
    at: placeOfTag(entry, tag),
    touches: [{ subproject, source: source.name, image: image.name, digest: entry.digest, tags: [tag] }],
  };
}
