import { printable } from '@cip/oci';
import { fit } from '../columns.js';
import { grouped } from '../words.js';
import type { LintItem, LintPlace } from './lint-report.js';

const longestMessage = 1000;
const mostRelated = 5;

/** `file:line:column`, which terminals and editors turn into a link, and the revision where it is not the tree itself. */
export function locationOf({ file, line, column, revision }: LintPlace): string {
  const place = `${file}:${line}:${column}`;
  return printable(revision === undefined ? place : `${place} in ${shortRevision(revision)}`);
}

/** On one line; of a message that quotes half a file only its start. */
export function messageOf({ message }: LintPlace): string {
  return fit(printable(message.slice(0, longestMessage + 1)), longestMessage);
}

/** A line for each place that helps to understand a finding; of many the first ones, and how many more. */
export function relatedTexts({ related = [] }: LintItem): string[] {
  const texts = related.slice(0, mostRelated).map((place) => `see ${locationOf(place)}: ${messageOf(place)}`);
  const hidden = related.length - texts.length;
  return hidden === 0 ? texts : [...texts, `… and ${grouped(hidden)} more`];
}

/** A full commit hash becomes short; a name stays. */
export function shortRevision(revision: string): string {
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 12) : revision;
}
