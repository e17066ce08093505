import type { HiddenFindings, Severity } from '@cip/policy';
import { count } from '../words.js';

/** Findings that are only counted, because their rule has very many. */
export type HiddenItems = Omit<HiddenFindings, 'refuses'>;

interface Hiding {
  readonly hidden?: readonly HiddenItems[];
  readonly hiddenRows?: number;
}

/** How many findings are counted and not listed, of all that are like this; of those that count, unless told otherwise. */
export function hiddenAmount(
  { hidden = [] }: Hiding,
  { rule, severity, excepted }: Partial<HiddenFindings> = {},
): number {
  return hidden.reduce((sum, one) => {
    const isMeant =
      (rule === undefined || one.rule === rule) &&
      (severity === undefined || one.severity === severity) &&
      one.excepted === excepted;
    return isMeant ? sum + one.amount : sum;
  }, 0);
}

/** What no report lists, a sentence each without a full stop; none where everything is listed. */
export function hiddenTexts({ hidden = [], hiddenRows = 0 }: Hiding): string[] {
  const amount = hidden.reduce((sum, one) => sum + one.amount, 0);
  const rules = hidden.map(partOf).join(', ');
  const findings = `${count(amount, 'more finding')} of rules that have very many ${amount === 1 ? 'is' : 'are'} counted, but not listed in any report (${rules})`;
  const rows = `${count(hiddenRows, 'tag or digest', 'tags and digests')} of the change ${hiddenRows === 1 ? 'is' : 'are'} not listed in any report`;
  return [...(amount > 0 ? [findings] : []), ...(hiddenRows > 0 ? [rows] : [])];
}

function partOf({ rule, severity, amount, excepted }: HiddenFindings): string {
  return `${rule}: ${count(amount, nouns[severity])}${excepted ? ' excepted' : ''}`;
}

const nouns: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'info' };
