import type { LintItem, LintReport } from './lint-report.js';

/** Whether a finding is about who reads and writes a registry: that matters where nothing is promoted, too. */
export function isOfAccounts({ rule }: Pick<LintItem, 'rule'>): boolean {
  return rule === 'service-account-changed';
}

/** Whether a report tells of changed service accounts, agreed to or not. */
export function changesAccounts({ items, excepted = [] }: Pick<LintReport, 'items' | 'excepted'>): boolean {
  return [...items, ...excepted].some(isOfAccounts);
}
