import type { Examination, IdleReason, RuleName } from '@cip/policy';
import type { LintRequest } from './request.js';

const reasons: Readonly<Record<IdleReason, string>> = {
  off: 'is off',
  'no-base': 'needs --base',
  'no-facts': 'needs --online',
};

/** The rules that ran nowhere, each with what it would have taken. */
export function skippedRules(
  examinations: readonly Pick<Examination, 'idle'>[],
  { online }: Pick<LintRequest, 'online'>,
): ReadonlyMap<RuleName, string> {
  const [first, ...others] = examinations;
  const everywhere = [...(first?.idle ?? [])].filter(([rule]) => others.every(({ idle }) => idle.has(rule)));
  return new Map(
    everywhere.map(([rule, reason]) => {
      const wasStopped = online && reason === 'no-facts';
      return [rule, wasStopped ? 'stopped before registries had answered' : reasons[reason]];
    }),
  );
}
