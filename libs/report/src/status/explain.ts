import type { ImageState, ImageStatus } from '@cip/plan';

/** What a state means, as half a sentence. */
export const meanings: Readonly<Record<ImageState, string>> = {
  'in-place': 'there as the manifests promise',
  'not-promoted': 'promised, and not there yet',
  'tag-moved': 'the tag is there on another digest, and no promotion moves it',
  'missing-source': 'neither there nor in the source, so there is nothing to promote',
  conflict: 'manifests give the tag to several digests, so none is promoted',
  'invalid-manifest': 'a mistake in the manifests, which hides what is promised',
  unpromised: 'there, and promised by no manifest',
  unknown: 'could not be read, so nobody knows',
};

/** Why one item is in its state, and what comes next, as half a sentence. */
export function explain(item: ImageStatus): string {
  const { state, inSource, reason = 'no reason was given' } = item;
  if (state === 'in-place' && inSource === 'absent') return `${meanings[state]}; the source has it no more`;
  if (state === 'not-promoted') return explainOpen(item);
  if (state === 'tag-moved')
    return `the tag is there on ${item.holder ?? 'another digest'}, and no promotion moves it`;
  if (state === 'conflict' || state === 'invalid-manifest' || state === 'unknown') return reason;
  return meanings[state];
}

function explainOpen({ presence, inSource, reason = 'no reason was given' }: ImageStatus): string {
  if (presence === 'present') return 'the digest is there without the tag, which the next promotion adds';
  if (inSource === 'unknown') return `not there yet, and the source cannot be read: ${reason}`;
  return 'not there yet; the source has it, and the next promotion copies it';
}
