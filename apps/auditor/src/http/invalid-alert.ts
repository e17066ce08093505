import type { Problem } from '@cip/manifest';
import type { Alert } from '../alert.js';

/** The alert of a revision that is invalid in parts. */
export function invalidAlert(problems: readonly Problem[], revision: string): Alert {
  const [first] = problems;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  const what = first ? `${first.where.file}:${first.where.line} ${first.rule}: ${first.message}` : '';
  const key = problems.map(({ rule, where, message }) => `${where.file} ${rule} ${message}`).sort();
  return {
    kind: 'manifests',
    message: `a part of the manifests is invalid, and its last good state, if any, counts: ${what}${more}`,
    key: `manifests ${key.join('\n')}`,
    revision,
  };
}
