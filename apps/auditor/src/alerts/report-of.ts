import { type Alert, referenceOf } from '@cip/watch';
import { createHash } from 'node:crypto';
import { printable } from '@cip/oci';

// Error Reporting shows an error's type first.
const types = {
  rejected: 'RejectedChangeError',
  unreachable: 'UnreachableChangeError',
  manifests: 'InvalidManifestsError',
  drift: 'DriftError',
  summary: 'ManyAlertsError',
  delayed: 'DelayedAlertsError',
} as const satisfies Record<Alert['kind'], string>;

const mostOfMessage = 1000;
const mostOfContents = 4000;

/**
 * An alert as an error with a stack trace. Its message: what the alert says, how often it was found, what it is about,
 * the revision of the manifests, and what was received; one line each, bounded, so that no content passes for a frame
 * of the stack.
 */
export function reportOf(alert: Alert, count: number): Error {
  const { kind, message, transaction, revision, contents } = alert;
  const lines = [
    line(message, mostOfMessage),
    ...(count > 1 ? [`found ${count} times since the last report`] : []),
    ...(transaction ? [`change: ${line(referenceOf(transaction), mostOfMessage)}`] : []),
    `manifests: ${line(revision, mostOfMessage)}`,
    ...(contents === undefined ? [] : [`contents: ${line(contents, mostOfContents)}`]),
  ];
  const report = errorAt(nameOf(alert), lines.join('\n'));
  // Read before the type is set: it may be written by now or only when it is read.
  const stack = report.stack ?? '';
  report.name = types[kind];
  report.stack = `${types[kind]}: ${stack.replace(/^Error: /, '')}`;
  return report;
}

/**
 * Error Reporting puts together what has the same type and the same five topmost frames, whatever the message, and tells
 * people of a group when it is new ("How errors are grouped"). So the topmost frame is called after the finding: repeats
 * of one are a group, and another one is told of.
 */
function errorAt(name: string, message: string): Error {
  const make = (): Error => new Error(message);
  Object.defineProperty(make, 'name', { value: name });
  return make();
}

function nameOf({ kind, key, transaction }: Alert): string {
  const what = transaction?.reason ?? kind;
  const which = createHash('sha256').update(key).digest('hex').slice(0, 12);
  return `${what.replaceAll('-', '_')}_${which}`;
}

function line(text: string, most: number): string {
  const shown = printable(text.slice(0, most)).slice(0, most);
  return text.length > most ? `${shown}… (${text.length} characters)` : shown;
}
