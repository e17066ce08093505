import type { ReviewRow } from '@cip/policy';
import { count } from '../words.js';
import { sharedDestinations } from './shared-destinations.js';

/**
 * How much a change promotes, where most of it goes, how much the linter refuses, and whether service accounts change;
 * without a sign at its end.
 */
export function reviewTitle(rows: readonly ReviewRow[], changesAccounts = false): string {
  return `${promotedOf(rows)}${changesAccounts ? '; it changes service accounts' : ''}`;
}

function promotedOf(rows: readonly ReviewRow[]): string {
  const refused = rows.filter(isRefused).length;
  const sound = rows.length - refused;
  if (rows.length === 0) return 'The change promotes nothing';
  if (sound === 0) return `The change promotes nothing: ${refusedOf(refused)}`;
  const where = sharedDestinations(rows.filter((row) => !isRefused(row)));
  const title = `The change promotes ${amountOf(sound)}${where === '' ? '' : `, ${where}`}`;
  return refused === 0 ? title : `${title}; ${refusedOf(refused)}`;
}

/** What is refused must be seen even where a table is cut. */
export function refusedFirst(rows: readonly ReviewRow[]): ReviewRow[] {
  return [...rows.filter(isRefused), ...rows.filter((row) => !isRefused(row))];
}

function isRefused({ refused = [] }: ReviewRow): boolean {
  return refused.length > 0;
}

function refusedOf(amount: number): string {
  return `${amountOf(amount)} ${amount === 1 ? 'is' : 'are'} refused`;
}

function amountOf(amount: number): string {
  return count(amount, 'tag or digest', 'tags and digests');
}
