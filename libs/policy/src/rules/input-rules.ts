import type { Problem } from '@cip/manifest';
import type { Complaint } from '../finding.js';
import type { TreeRule } from '../rule.js';

/** What the parser found under a rule's name, as complaints. */
export function* problemsOf(problems: readonly Problem[], name: string): Iterable<Complaint> {
  for (const { rule, message, remedy, where, touches } of problems) {
    if (rule === name) yield { message, remedy, at: where, touches: [touches] };
  }
}

/** A rule that the parser checks while it reads. */
export function inputRule(facts: Omit<TreeRule, 'kind' | 'check' | 'severity'>): TreeRule {
  return {
    ...facts,
    kind: 'input',
    severity: 'error',
    check: ({ tree }) => problemsOf(tree.problems, facts.name),
  };
}

/** Rules about single files. */
export const inputRules: readonly TreeRule[] = [];
