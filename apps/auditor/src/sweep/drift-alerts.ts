import { type Drift, type DriftGroup, groupDrift } from '@cip/audit';
import { groupBy, printable } from '@cip/oci';
import type { Alert } from '@cip/watch';

const mostAlerts = 1000;
const mostLines = 50;

/**
 * An alert for each finding: an image that is gone from twenty regions is one, and so is a host that does not answer.
 * After the first thousand one more says how many there are besides: nobody reads so many, and none is kept quiet about.
 */
export function driftAlerts(
  drift: readonly Drift[],
  registries: readonly string[],
  revision: string,
): Alert[] {
  const groups = groupDrift(drift, registries);
  const alerts = groups.slice(0, mostAlerts).map((group) => alertOf(group, revision));
  const rest = groups.length - alerts.length;
  if (rest === 0) return alerts;
  const message = `DRIFT: a sweep found more than ${mostAlerts} differences; its report has all of them`;
  return [...alerts, { kind: 'drift', message, key: message, contents: `and ${rest} more`, revision }];
}

/** One alert for all that is invalid in the manifests; none when nothing is. */
export function invalidAlerts(invalid: readonly string[], revision: string): Alert[] {
  const [first] = invalid;
  if (first === undefined) return [];
  const message = `a part of the manifests is invalid, so what it promises is not known: ${printable(first)}`;
  const contents = invalid.slice(0, mostLines).map(printable).join('\n');
  return [{ kind: 'manifests', message, key: message, contents, revision }];
}

function alertOf(group: DriftGroup, revision: string): Alert {
  const { kind, name, tag, digest, items } = group;
  const reference = `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  const what = printable(reference);
  const message =
    kind === 'unreachable' ? `DRIFT unreachable: ${what} could not be read` : `DRIFT ${kind}: ${what}`;
  const shown = groupBy(items.slice(0, mostLines), ({ explanation }) => explanation);
  const lines = [...shown].map(([explanation, same]) =>
    printable(`${explanation}: ${same.map(({ repository }) => repository).join(', ')}`),
  );
  const hidden = items.length - mostLines;
  if (hidden > 0) lines.push(`… and ${hidden} more`);
  return { kind: 'drift', message, key: message, contents: lines.join('\n'), revision };
}
