import { type ManifestTree, type Place, type Position, positionOf } from '@cip/manifest';
import type { TreeChange } from '@cip/plan';
import { type Excepted, exceptionFor } from './exceptions.js';
import { changeSince, withCountedProblems } from './change-since.js';
import type { Complaint, Finding } from './finding.js';
import { asShown, type PathInTree } from './path-in-tree.js';
import { defaultPolicy, type Exception, type Policy } from './policy.js';
import type { RegistryFacts } from './registry-facts.js';
import type { Rule, RuleContext } from './rule.js';
import type { RuleName } from './rule-name.js';
import { rules as allRules } from './rules.js';
import { severityFor } from './severity-for.js';
import { compareFindings } from './sort-findings.js';

/** What to lint a tree against. */
export interface LintOptions {
  /** Default: {@link defaultPolicy}. */
  readonly policy?: Policy;
  /** A file of a report as patterns of the policy mean it: relative to the root of the tree. Default: they are the same. */
  readonly pathInTree?: PathInTree;
  /** The tree as it was; without it no rule of the kind `change` has anything to say. */
  readonly base?: { readonly tree: ManifestTree; readonly revision: string };
  /** Without it no rule of the kind `online` has anything to say. */
  readonly facts?: RegistryFacts;
  /** `YYYY-MM-DD` in UTC; exceptions that expired before it do not count. Default: '', none has expired. */
  readonly today?: string;
  /** Default: all. */
  readonly rules?: readonly Rule[];
}

/** Why a rule said nothing: it is off everywhere, or what it looks at was not given. */
export type IdleReason = 'off' | 'no-base' | 'no-facts';

/** All that there is to tell of a tree. */
export interface Examination {
  /** Sorted by file, line, column and rule, as all findings are. */
  readonly findings: readonly Finding[];
  /** What would be findings, had reviewers not agreed to it; sorted alike. */
  readonly excepted: readonly Excepted[];
  /** The rules that did not run. */
  readonly idle: ReadonlyMap<RuleName, IdleReason>;
  /** What became of the older tree; absent without one. */
  readonly change?: TreeChange;
}

/** Everything that is wrong with a tree, sorted by file, line, column and rule. */
export function lint(tree: ManifestTree, options: LintOptions = {}): readonly Finding[] {
  return examine(tree, options).findings;
}

/** The same as {@link lint}, and what it does not tell: what exceptions cover, and which rules did not run. */
export function examine(tree: ManifestTree, options: LintOptions = {}): Examination {
  const { policy = defaultPolicy, pathInTree = asShown, base, today = '', rules = allRules } = options;
  const context = { tree, policy, pathInTree };
  const change = base && changeSince(base.tree, tree, { policy, pathInTree, today });
  const idle = new Map<RuleName, IdleReason>();
  const told: Told[] = [];
  for (const rule of rules) {
    const reason = whyIdle(rule, policy, options);
    if (reason !== undefined) idle.set(rule.name, reason);
    for (const complaint of reason === undefined ? complaintsOf(rule, context, change, options) : []) {
      const one = toldOf(rule, complaint, options);
      if (one) told.push(one);
    }
  }
  told.sort((a, b) => compareFindings(a.finding, b.finding));
  return {
    findings: told.flatMap(({ finding, exception }) => (exception ? [] : [finding])),
    excepted: told.flatMap(({ finding, exception }) => (exception ? [{ finding, exception }] : [])),
    idle,
    ...(change && { change }),
  };
}

/** A finding, and the exception that covers it, if there is one. */
interface Told {
  readonly finding: Finding;
  readonly exception?: Exception;
}

function whyIdle(rule: Rule, policy: Policy, { base, facts }: LintOptions): IdleReason | undefined {
  if (!isOnSomewhere(rule, policy)) return 'off';
  if (rule.kind === 'change' && !base) return 'no-base';
  return rule.kind === 'online' && !facts ? 'no-facts' : undefined;
}

function complaintsOf(
  rule: Rule,
  context: RuleContext,
  change: TreeChange | undefined,
  options: LintOptions,
): Iterable<Complaint> {
  const { policy = defaultPolicy, pathInTree = asShown, base, facts, today = '' } = options;
  switch (rule.kind) {
    case 'input':
    case 'tree':
      return rule.check(context);
    case 'change':
      if (!change || !base) return [];
      return rule.check({
        ...context,
        tree: withCountedProblems(context.tree, { policy, pathInTree, today }),
        change,
        base: base.tree,
      });
    case 'online':
      return facts ? rule.check({ ...context, facts }) : [];
  }
}

function isOnSomewhere({ name, severity }: Rule, { rules, overrides }: Policy): boolean {
  const settings = [rules[name] ?? severity, ...overrides.map((override) => override.rules[name] ?? 'off')];
  return settings.some((setting) => setting !== 'off');
}

/** Undefined where the rule is off. */
function toldOf(rule: Rule, complaint: Complaint, options: LintOptions): Told | undefined {
  const { policy = defaultPolicy, pathInTree = asShown, base, today = '' } = options;
  const { at, remedy, related = [], touches = [] } = complaint;
  const path = pathInTree(fileOf(at));
  const severity = severityFor(rule, path, policy);
  if (severity === 'off') return undefined;
  const exception = exceptionFor(rule.name, path, touches, policy.exceptions, today);
  const finding: Finding = {
    rule: rule.name,
    severity,
    message: complaint.message,
    ...(remedy !== undefined && { remedy }),
    where: resolved(at),
    ...(complaint.removed && base && { revision: base.revision }),
    related: related.map((one) => ({
      where: resolved(one.at),
      message: one.message,
      ...(one.removed && base && { revision: base.revision }),
    })),
    touches,
  };
  return { finding, ...(exception && { exception }) };
}

function fileOf(at: Place | Position): string {
  return 'line' in at ? at.file : at.file.path;
}

function resolved(at: Place | Position): Position {
  return 'line' in at ? at : positionOf(at);
}
