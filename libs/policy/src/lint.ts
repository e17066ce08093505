import { finish, type ManifestTree, type Place, type Position, positionOf, type Steps } from '@cip/manifest';
import type { TreeChange } from '@cip/plan';
import { type Excepted, exceptionFor } from './exceptions.js';
import { changingSince, withCountedProblems } from './change-since.js';
import type { Complaint, Finding } from './finding.js';
import { asShown, type PathInTree } from './path-in-tree.js';
import { defaultPolicy, type Exception, type Policy } from './policy.js';
import type { RegistryFacts } from './registry-facts.js';
import { FindingCounter, type HiddenFindings } from './hidden-findings.js';
import type { ChangedConfiguration, Rule, RuleContext } from './rule.js';
import type { RuleName, Severity } from './rule-name.js';
import { rules as allRules } from './rules.js';
import { severityFor } from './severity-for.js';
import { withProduction } from './derived-production.js';
import { compareFindings } from './sort-findings.js';

/** What to lint a tree against. */
export interface LintOptions {
  /** Default: {@link defaultPolicy}. */
  readonly policy?: Policy;
  /** A file of a report as patterns of the policy mean it: relative to the root of the tree. Default: they are the same. */
  readonly pathInTree?: PathInTree;
  /** The tree as it was; without it no rule of the kind `change` has anything to say. */
  readonly base?: {
    readonly tree: ManifestTree;
    readonly revision: string;
    readonly changedConfiguration?: ChangedConfiguration;
  };
  /** Without it no rule of the kind `online` has anything to say. */
  readonly facts?: RegistryFacts;
  /** `YYYY-MM-DD` in UTC; exceptions that expired before it do not count. Default: '', none has expired. */
  readonly today?: string;
  /** Default: all. */
  readonly rules?: readonly Rule[];
  /** Findings of one rule that are kept; the others are counted. Default: all. */
  readonly mostOfRule?: number;
}

/** Why a rule said nothing: it is off everywhere, or what it looks at was not given. */
export type IdleReason = 'off' | 'no-base' | 'no-facts';

/** All that there is to tell of a tree. */
export interface Examination {
  /** Sorted by file, line, column and rule, as all findings are. */
  readonly findings: readonly Finding[];
  /** What would be findings, had reviewers not agreed to it; sorted alike. */
  readonly excepted: readonly Excepted[];
  /** What was found besides, and only counted. */
  readonly hidden: readonly HiddenFindings[];
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
  return finish(examining(tree, options));
}

/** The same as {@link examine}, in steps of less than a second for trees within the limits. */
export function* examining(tree: ManifestTree, options: LintOptions = {}): Steps<Examination> {
  const policy = withProduction(options.policy ?? defaultPolicy, tree);
  return yield* examiningBy({ ...options, policy }, tree);
}

function* examiningBy(
  options: LintOptions & { readonly policy: Policy },
  tree: ManifestTree,
): Steps<Examination> {
  const { policy, pathInTree = asShown, base, today = '', rules = allRules } = options;
  const context = { tree, policy, pathInTree };
  const change = base && (yield* changingSince(base.tree, tree, { policy, pathInTree, today }));
  const idle = new Map<RuleName, IdleReason>();
  const told: Told[] = [];
  const counter = new FindingCounter(options.mostOfRule);
  for (const rule of rules) {
    yield;
    const reason = whyIdle(rule, policy, options);
    if (reason !== undefined) {
      idle.set(rule.name, reason);
      continue;
    }
    const judge = judgeOf(rule, options);
    let seen = 0;
    for (const complaint of complaintsOf(rule, context, change, options)) {
      if (++seen % complaintsInStep === 0) yield;
      const judgement = judge(complaint);
      if (!judgement || !counter.hasRoom(rule.name, complaint, judgement)) continue;
      const { severity, exception } = judgement;
      told.push({
        finding: findingOf(rule, complaint, severity, options),
        ...(exception && { exception }),
      });
    }
  }
  told.sort((a, b) => compareFindings(a.finding, b.finding));
  return {
    findings: told.flatMap(({ finding, exception }) => (exception ? [] : [finding])),
    excepted: told.flatMap(({ finding, exception }) => (exception ? [{ finding, exception }] : [])),
    hidden: counter.hidden(),
    idle,
    ...(change && { change }),
  };
}

const complaintsInStep = 1_000;

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
        ...(base.changedConfiguration && { changedConfiguration: base.changedConfiguration }),
      });
    case 'online':
      return facts ? rule.check({ ...context, facts }) : [];
  }
}

function isOnSomewhere({ name, severity }: Rule, { rules, overrides }: Policy): boolean {
  const settings = [rules[name] ?? severity, ...overrides.map((override) => override.rules[name] ?? 'off')];
  return settings.some((setting) => setting !== 'off');
}

/** What a complaint counts for, unless reviewers agreed to it. */
interface Judgement {
  readonly severity: Severity;
  readonly exception?: Exception;
}

/** Gives undefined where the rule is off. Complaints about one file mostly come one after the other. */
function judgeOf(rule: Rule, options: LintOptions): (complaint: Complaint) => Judgement | undefined {
  const { policy = defaultPolicy, pathInTree = asShown, today = '' } = options;
  const known = new Map<string, { readonly path: string; readonly severity: Severity | 'off' }>();
  return ({ at, touches = [] }) => {
    const file = fileOf(at);
    let one = known.get(file);
    if (!one) {
      const path = pathInTree(file);
      known.set(file, (one = { path, severity: severityFor(rule, path, policy) }));
    }
    const { path, severity } = one;
    if (severity === 'off') return undefined;
    const exception = exceptionFor(rule.name, path, touches, policy.exceptions, today);
    return { severity, ...(exception && { exception }) };
  };
}

function findingOf(rule: Rule, complaint: Complaint, severity: Severity, { base }: LintOptions): Finding {
  const { at, remedy, related = [], failure, touches = [] } = complaint;
  return {
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
    ...(failure && { failure }),
    touches,
  };
}

function fileOf(at: Place | Position): string {
  return 'line' in at ? at.file : at.file.path;
}

function resolved(at: Place | Position): Position {
  return 'line' in at ? at : positionOf(at);
}
