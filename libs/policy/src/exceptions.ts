import type { Touched } from '@cip/manifest';
import type { Finding } from './finding.js';
import { matchesAny } from './glob.js';
import type { Exception } from './policy.js';
import type { RuleName } from './rule-name.js';

/** What reviewers have agreed to: a finding that does not count, and why. */
export interface Excepted {
  readonly finding: Finding;
  readonly exception: Exception;
}

/** The first exception by which reviewers have agreed to a finding, and which has not expired. */
export function exceptionFor(
  rule: RuleName,
  path: string,
  touches: readonly Touched[],
  exceptions: readonly Exception[],
  today: string,
): Exception | undefined {
  return exceptions.find(
    (exception) =>
      exception.rule === rule &&
      exception.expires >= today &&
      matchesAny(exception.paths, path) &&
      coversAll(exception, touches),
  );
}

/** An exception for an image or for tags says nothing about a finding that touches no part of the tree. */
function coversAll(exception: Exception, touches: readonly Touched[]): boolean {
  const isForAll = exception.image === undefined && exception.tags === undefined;
  return isForAll || (touches.length > 0 && touches.every((touched) => covers(exception, touched)));
}

/** An exception that names a digest covers all of its tags. */
function covers(
  { image, tags }: Exception,
  { image: touchedImage, digest, tags: touchedTags }: Touched,
): boolean {
  if (image !== undefined && touchedImage !== image) return false;
  if (tags === undefined || (digest !== undefined && tags.includes(digest))) return true;
  return (
    touchedTags !== undefined && touchedTags.length > 0 && touchedTags.every((tag) => tags.includes(tag))
  );
}
