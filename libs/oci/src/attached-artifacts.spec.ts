import { describe, expect, it } from 'vitest';
import { attachedTags, referrersTag, subjectOfTag } from './attached-artifacts.js';

const hex = 'ab'.repeat(32);

describe('tags of attached artifacts', () => {
  it('follow from the digest', () => {
    expect(referrersTag(`sha256:${hex}`)).toBe(`sha256-${hex}`);
    expect(attachedTags(`sha256:${hex}`)).toEqual(
      ['sig', 'att', 'sbom'].map((kind) => `sha256-${hex}.${kind}`),
    );
  });

  it.each([
    { tag: `sha256-${hex}.sig`, kind: 'sig' },
    { tag: `sha256-${hex}.att`, kind: 'att' },
    { tag: `sha256-${hex}.sbom`, kind: 'sbom' },
    { tag: `sha256-${hex}`, kind: 'referrers' },
  ])('$tag is of kind $kind', ({ tag, kind }) => {
    expect(subjectOfTag(tag)).toEqual({ subject: `sha256:${hex}`, kind });
  });

  it.each(['v1', `sha256-${hex}.zip`, `sha256-${hex.slice(1)}.sig`, `sha256-${hex}.sig.sig`, `sha1-${hex}`])(
    '%s is none',
    (tag) => {
      expect(subjectOfTag(tag)).toBeUndefined();
    },
  );
});
