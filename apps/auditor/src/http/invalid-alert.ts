import type { Problem } from '@cip/manifest';
import { printable } from '@cip/oci';
import type { Alert } from '@cip/watch';

const mostLines = 50;

/** The alert of a revision that is invalid in parts. */
export function invalidAlert(problems: readonly Problem[], revision: string): Alert {
  const [first] = problems;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  const what = first ? lineOf(first) : '';
  const key = problems.map(({ rule, where, message }) => `${where.file} ${rule} ${message}`).sort();
  return {
    kind: 'manifests',
    message: `a part of the manifests is invalid, and its last good state, if any, counts: ${what}${more}`,
    key: `manifests ${key.join('\n')}`,
    contents: problems.slice(0, mostLines).map(lineOf).join('\n'),
    revision,
  };
}

function lineOf({ where, rule, message }: Problem): string {
  return printable(`${where.file}:${where.line} ${rule}: ${message}`);
}
