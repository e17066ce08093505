import type { Rule, Severity } from '@cip/policy';
import { sentence } from '../words.js';

export type RuleFacts = Pick<Rule, 'name' | 'severity' | 'docs'>;

/** What SARIF calls the severities ("level property", 3.27.10). */
export const sarifLevels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** A rule as SARIF's `reportingDescriptor` (3.49). */
export function sarifRule({ name, severity, docs }: RuleFacts) {
  const { reports, why, bad, good } = docs;
  const defaultConfiguration =
    severity === 'off' ? { enabled: false, level: 'warning' } : { level: sarifLevels[severity] };
  return {
    id: name,
    shortDescription: { text: sentence(reports) },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\nBad:\n\n${bad}\n\nGood:\n\n${good}`,
      markdown: `${why}\n\nBad:\n\n${fenced(bad)}\n\nGood:\n\n${fenced(good)}`,
    },
    defaultConfiguration,
  };
}

/** Longer than any run of backticks in the example. */
function fenced(example: string): string {
  const longest = Math.max(2, ...[...example.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}yaml\n${example}\n${fence}`;
}
