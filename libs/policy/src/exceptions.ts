import type { Touched } from '@cip/manifest';
import { matchesAny } from './glob.js';
import type { Exception } from './policy.js';
import type { RuleName } from './rule-name.js';

/** True when reviewers have agreed to a finding, and their agreement has not expired. */
export function isExcepted(
  rule: RuleName,
  path: string,
  touches: readonly Touched[],
  exceptions: readonly Exception[],
  today: string,
): boolean {
  return exceptions.some(
    (exception) =>
      exception.rule === rule &&
      exception.expires >= today &&
      matchesAny(exception.paths, path) &&
      touches.every((touched) => covers(exception, touched)),
  );
}

function covers({ image, tags }: Exception, touched: Touched): boolean {
  if (image !== undefined && touched.image !== image) return false;
  if (tags === undefined) return true;
  const named = touched.tags ?? (touched.digest === undefined ? [] : [touched.digest]);
  return named.length > 0 && named.every((text) => tags.includes(text));
}
