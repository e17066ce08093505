import type { ManifestTree, Position } from '@cip/manifest';
import type { TreeChange } from '@cip/plan';
import type { Complaint } from './finding.js';
import type { PathInTree } from './path-in-tree.js';
import type { Policy } from './policy.js';
import type { RegistryFacts } from './registry-facts.js';
import type { RuleName, Severity } from './rule-name.js';

/** What rules look at. */
export interface RuleContext {
  readonly tree: ManifestTree;
  readonly policy: Policy;
  /** A file as patterns of the policy mean it. */
  readonly pathInTree: PathInTree;
}

export interface ChangeContext extends RuleContext {
  readonly change: TreeChange;
  /** The tree as it was. */
  readonly base: ManifestTree;
  /** Absent: the project's configuration says what it said. */
  readonly changedConfiguration?: ChangedConfiguration;
}

/** A project's configuration that says something else than with the older tree. */
export interface ChangedConfiguration {
  /** Where it stands, or stood. */
  readonly at: Position;
  /** It is gone. */
  readonly removed: boolean;
}

export interface OnlineContext extends RuleContext {
  readonly facts: RegistryFacts;
}

interface RuleFacts {
  readonly name: RuleName;
  /** Without configuration. */
  readonly severity: Severity | 'off';
  readonly docs: RuleDocs;
}

/** One paragraph of the rules' documentation, in Markdown. */
export interface RuleDocs {
  /** A line: what is reported. */
  readonly reports: string;
  /** Sentences: why it matters and what to do. */
  readonly why: string;
  /** What the rule complains about. */
  readonly bad: string;
  /** The same, mended. */
  readonly good: string;
}

/** Looks at a tree by itself; these rules also stand between a tree and its promotion. */
export interface TreeRule extends RuleFacts {
  readonly kind: 'input' | 'tree';
  check(context: RuleContext): Iterable<Complaint>;
}

/** Looks at what became of an older tree. */
export interface ChangeRule extends RuleFacts {
  readonly kind: 'change';
  check(context: ChangeContext): Iterable<Complaint>;
}

/** Looks at what registries hold of what a change adds. */
export interface OnlineRule extends RuleFacts {
  readonly kind: 'online';
  check(context: OnlineContext): Iterable<Complaint>;
}

/** One thing that can be wrong, and how to find it. */
export type Rule = TreeRule | ChangeRule | OnlineRule;
