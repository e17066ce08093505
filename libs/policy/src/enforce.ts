import { finish, type ManifestTree, type Problem, sortedProblems, type Steps } from '@cip/manifest';
import type { Finding } from './finding.js';
import { examining } from './lint.js';
import type { PathInTree } from './path-in-tree.js';
import type { Policy } from './policy.js';
import type { TreeRule } from './rule.js';
import type { RuleName } from './rule-name.js';
import { rules } from './rules.js';
import { withoutTouched } from './without-touched.js';

/** How a tree is to be held against a policy: as `LintOptions` has them. */
export interface EnforceOptions {
  readonly pathInTree?: PathInTree;
  readonly today?: string;
}

// What cannot be read is left out already, whatever a policy says. Two digests for one tag are left out by the planner,
// which knows each destination by itself; that two subprojects share a repository does not tell whose it is.
const left: readonly RuleName[] = ['tag-conflict', 'shared-repository'];
const enforced = rules.filter((rule): rule is TreeRule => rule.kind === 'tree' && !left.includes(rule.name));

/**
 * A tree without what the rules about trees refuse: each finding of severity error becomes a problem, and what it touches
 * is taken out of the manifests. All the rest is as it was.
 */
export function enforce(tree: ManifestTree, policy: Policy, options: EnforceOptions = {}): ManifestTree {
  return finish(enforcing(tree, policy, options));
}

/** The same as {@link enforce}, in steps of less than a second for trees within the limits. */
export function* enforcing(
  tree: ManifestTree,
  policy: Policy,
  options: EnforceOptions = {},
): Steps<ManifestTree> {
  const known = new Set(tree.problems.filter(isError).map(keyOf));
  const refusing = enforced.filter((rule) => mayRefuse(rule, policy));
  // All of them: what is only counted could not be taken out.
  const examination = yield* examining(tree, { ...options, policy, rules: refusing });
  const findings = examination.findings.filter((finding) => isError(finding) && !known.has(keyOf(finding)));
  yield;
  if (findings.length === 0) return tree;
  const raised = new Set(findings.map(keyOf));
  return {
    ...tree,
    manifests: withoutTouched(
      tree.manifests,
      findings.flatMap(({ touches }) => touches),
    ),
    problems: sortedProblems([
      ...tree.problems.filter((problem) => !raised.has(keyOf(problem))),
      ...findings.flatMap(problemsOf),
    ]),
  };
}

/** A promotion has no use for what a rule would only warn of. */
function mayRefuse({ name, severity }: TreeRule, { rules: settings, overrides }: Policy): boolean {
  return [settings[name] ?? severity, ...overrides.map((override) => override.rules[name])].includes('error');
}

/** One for each part that a finding touches. An image that may not go to twenty regions is one mistake. */
function problemsOf({ rule, message, remedy = defaultRemedy, where, touches }: Finding): Problem[] {
  const parts = new Map(touches.map((part) => [JSON.stringify({ ...part, registry: undefined }), part]));
  const distinct = touches.length > 0 ? [...parts.values()] : [{}];
  return distinct.map((part) => ({ rule, severity: 'error', message, remedy, where, touches: part }));
}

const defaultRemedy = 'Correct the manifest, or configure the rule.';

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}

function keyOf({ rule, where, message }: Pick<Problem, 'rule' | 'where' | 'message'>): string {
  return JSON.stringify([rule, where.file, where.line, where.column, message]);
}
