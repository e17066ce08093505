import type { Finding } from '@cip/policy';

/** A finding in one line, as the linter places it. */
export function findingText({ where, message, rule, remedy }: Finding): string {
  const place = `${where.file}:${where.line}:${where.column}`;
  return `${place}: ${message} (${rule}).${remedy === undefined ? '' : ` ${remedy}`}`;
}
