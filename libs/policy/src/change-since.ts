import { finish, type ManifestTree, type Problem, type Steps } from '@cip/manifest';
import { diffingTrees, type TreeChange } from '@cip/plan';
import { exceptionFor } from './exceptions.js';
import type { PathInTree } from './path-in-tree.js';
import type { Policy } from './policy.js';
import { rules } from './rules.js';
import { severityFor } from './severity-for.js';

/** What decides whether a mistake counts: as `LintOptions` has them. */
export interface Judgement {
  readonly policy: Policy;
  readonly pathInTree: PathInTree;
  readonly today: string;
}

/**
 * What became of an older tree. A mistake hides what it may be about, so that it does not look removed; but only as long as
 * it is an error itself, or nobody would ever hear of the loss.
 */
export function changeSince(older: ManifestTree, tree: ManifestTree, judgement: Judgement): TreeChange {
  return finish(changingSince(older, tree, judgement));
}

/** The same as {@link changeSince}, in steps. */
export function* changingSince(
  older: ManifestTree,
  tree: ManifestTree,
  judgement: Judgement,
): Steps<TreeChange> {
  return yield* diffingTrees(older, withCountedProblems(tree, judgement));
}

/** A tree with only those mistakes that are errors under a policy. */
export function withCountedProblems(tree: ManifestTree, judgement: Judgement): ManifestTree {
  return { ...tree, problems: tree.problems.filter((problem) => isError(problem, judgement)) };
}

function isError({ rule: name, where, touches }: Problem, { policy, pathInTree, today }: Judgement): boolean {
  const path = pathInTree(where.file);
  const rule = rules.find((candidate) => candidate.name === name);
  if (!rule || severityFor(rule, path, policy) !== 'error') return false;
  return exceptionFor(rule.name, path, [touches], policy.exceptions, today) === undefined;
}
