import type { Claim, Desired } from '../desired.js';
import type { Blocker } from '../plan.js';
import type { ImageQuestion } from './image-question.js';
import type { ImageStatus } from './image-status.js';

/** The mistakes in the manifests that are about the image, or about what is asked of it. */
export function mistakesAbout(
  { invalid }: Desired,
  question: ImageQuestion,
  claims: ReadonlySet<Claim>,
): ImageStatus[] {
  return invalid.filter((mistake) => isAbout(mistake, question, claims)).map(statusOf);
}

/** Those that may hide anything: whatever the manifests seem not to name may be in there. */
export function mistakesThatHide({ invalid }: Desired): ImageStatus[] {
  return invalid.filter(({ image }) => image === '').map(statusOf);
}

function isAbout(
  { image, source, digest, tags }: Blocker,
  question: ImageQuestion,
  claims: ReadonlySet<Claim>,
): boolean {
  const named = [...claims].filter((claim) => claim.image.name === image);
  if (named.length === 0 && image !== question.name) return false;
  const sources = named.flatMap((claim) => [claim.source, claim.manifest.source.name]);
  return (
    (source === '' || named.length === 0 || sources.includes(source)) &&
    (question.digest === undefined || digest === '' || digest === question.digest) &&
    (question.tag === undefined || tags.length === 0 || tags.includes(question.tag))
  );
}

function statusOf({ image, digest, tags, source, reason, where }: Blocker): ImageStatus {
  const [tag] = tags.length === 1 ? tags : [];
  return {
    state: 'invalid-manifest',
    image,
    ...(source !== '' && { source }),
    ...(digest !== '' && { digest }),
    ...(tag !== undefined && { tag }),
    reason,
    ...(where && { where }),
  };
}
