import { type ImageDigest, placeOfTag, type Touched } from '@cip/manifest';
import type { MovedTag } from '@cip/plan';
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
    for (const moved of change.movedTags) {
      yield gained(moved);
      // Who loses the tag may live under stricter rules than who gets it.
      if (moved.from.place.file.path !== moved.to.place.file.path) yield lost(moved);
    }
  },
};

function gained(moved: MovedTag): Complaint {
  const { tag, from, to } = moved;
  const before = `before, it stood here at ${shortDigest(from.digest)}`;
  return {
    ...saidOf(moved),
    at: placeOfTag(to, tag),
    related: [{ at: placeOfTag(from, tag), message: before, removed: true }],
    touches: [touchedBy(moved, to)],
  };
}

function lost(moved: MovedTag): Complaint {
  const { tag, from, to } = moved;
  const now = `now, it stands here at ${shortDigest(to.digest)}`;
  return {
    ...saidOf(moved),
    at: placeOfTag(from, tag),
    removed: true,
    related: [{ at: placeOfTag(to, tag), message: now }],
    touches: [touchedBy(moved, from)],
  };
}

function saidOf({ image, tag, from, to }: MovedTag): Pick<Complaint, 'message' | 'remedy'> {
  return {
    message: `the tag "${tag}" of ${image.name} moves from ${shortDigest(from.digest)} to ${shortDigest(to.digest)}`,
    remedy: `Leave the tag at ${from.digest}, and give the other digest a tag of its own.`,
  };
}

function touchedBy({ manifest, image, tag }: MovedTag, { digest }: ImageDigest): Touched {
  return { subproject: manifest.name, source: manifest.source.name, image: image.name, digest, tags: [tag] };
}
