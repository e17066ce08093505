import type { ReviewRow } from '@cip/policy';
import { count } from '../words.js';
import { sharedDestinations } from './shared-destinations.js';

/** What a title says besides its rows. */
export interface TitleOptions {
  /** How many rows there are besides; default 0. */
  readonly hiddenRows?: number | undefined;
  /** Whether the change is of service accounts, too; default false. */
  readonly changesAccounts?: boolean | undefined;
}

/**
 * How much a change promotes, where most of it goes, how much the linter refuses, and whether service accounts change;
 * without a sign at its end.
 */
export function reviewTitle(rows: readonly ReviewRow[], options: TitleOptions = {}): string {
  const { hiddenRows = 0, changesAccounts = false } = options;
  const promoted = hiddenRows > 0 ? cutTitle(rows, hiddenRows) : promotedOf(rows);
  return `${promoted}${changesAccounts ? '; it changes service accounts' : ''}`;
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

/** Where not all is listed, nobody counts what of it is refused. */
function cutTitle(rows: readonly ReviewRow[], hiddenRows: number): string {
  const asked = `The change asks to promote ${amountOf(rows.length + hiddenRows)}`;
  if (rows.length === 0) return `${asked}, none of which is listed: see what is wrong with it first`;
  const refused = rows.filter(isRefused).length;
  const also = refused === 0 ? '' : `, and of these ${refusedOf(refused)}`;
  return `${asked}, of which ${amountOf(rows.length)} ${rows.length === 1 ? 'is' : 'are'} listed${also}`;
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
