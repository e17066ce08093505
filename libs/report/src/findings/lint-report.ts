import { compareTexts, type Failure, groupBy } from '@cip/oci';
import type { Excepted, Finding, HiddenFindings, ReviewRow, RuleName, Severity } from '@cip/policy';
import { orderedFailure } from '../ordered-failure.js';
import { hiddenAmount, type HiddenItems } from './hidden.js';

/** A place that helps to understand a finding. */
export interface LintPlace {
  readonly file: string;
  /** From 1, as is `column`, which counts UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  /** The Git revision that file, line and column are a place of; absent: the tree that was linted. */
  readonly revision?: string;
  readonly message: string;
}

/** One finding, flat. `file` is relative to the working directory, with `/`. */
export interface LintItem extends LintPlace {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly remedy?: string;
  /** Never empty. */
  readonly related?: readonly LintPlace[];
  /** Of what a registry did not answer: the facts that `message` was made of; of several alike, the first. */
  readonly failure?: Failure;
}

/** What reviewers have agreed to: it would be a finding otherwise. */
export interface ExceptedItem extends LintItem {
  readonly reason: string;
  /** `YYYY-MM-DD`: the last day, in UTC. */
  readonly expires: string;
  /** Where the exception is written. */
  readonly exception?: Pick<LintPlace, 'file' | 'line' | 'column'>;
}

/** All findings count, also those that are not listed. */
export interface LintSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** What was linted. */
  readonly files: number;
  readonly images: number;
  readonly digests: number;
}

/** What `cip-lint` found; its JSON Schema is `docs/cli/schema/lint-report.json`. */
export interface LintReport {
  readonly version: 1;
  readonly command: 'lint';
  readonly summary: LintSummary;
  /** In the order of the findings: by file, line, column and rule. */
  readonly items: readonly LintItem[];
  /** In the same order; absent: none. */
  readonly excepted?: readonly ExceptedItem[];
  /** The configurations that are not what they were in the base; absent: none. */
  readonly changedConfigurations?: readonly string[];
  /** What there is besides the items and what is excepted; absent: nothing. */
  readonly hidden?: readonly HiddenItems[];
  /** How many rows of the review are left out; absent: none. */
  readonly hiddenRows?: number;
  /** What the change asks to promote; absent where no change was looked at. */
  readonly review?: readonly ReviewRow[];
}

/** What findings cannot tell. */
export interface LintFacts extends Pick<LintSummary, 'files' | 'images' | 'digests'> {
  /** Default: none. */
  readonly excepted?: readonly Excepted[];
  /** Files, as reports show them; default: none. */
  readonly changedConfigurations?: readonly string[];
  /** Default: none. */
  readonly hidden?: readonly HiddenFindings[];
  /** Of the review; default: 0. */
  readonly hiddenRows?: number;
  readonly review?: readonly ReviewRow[];
}

/** The report of a run of the linter. */
export function lintReport(findings: readonly Finding[], facts: LintFacts): LintReport {
  const { files, images, digests, excepted = [], changedConfigurations = [], review } = facts;
  const { hiddenRows = 0 } = facts;
  const hidden = united(facts.hidden ?? []);
  const amount = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length +
    hiddenAmount({ hidden }, { severity });
  const figures = { errors: amount('error'), warnings: amount('warning'), infos: amount('info') };
  return {
    version: 1,
    command: 'lint',
    summary: { ...figures, files, images, digests },
    items: findings.map(itemOf),
    ...(excepted.length > 0 && { excepted: excepted.map(exceptedItemOf) }),
    ...(changedConfigurations.length > 0 && { changedConfigurations }),
    ...(hidden.length > 0 && { hidden }),
    ...(hiddenRows > 0 && { hiddenRows }),
    ...(review && { review }),
  };
}

/** Of several trees as of one, sorted by rule and severity. */
function united(all: readonly HiddenFindings[]): HiddenItems[] {
  const groups = groupBy(all, ({ rule, severity, excepted = false }) => `${rule} ${severity} ${excepted}`);
  return [...groups]
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([, [first, ...others]]) => {
      const { rule, severity, amount, excepted } = first;
      const sum = others.reduce((total, other) => total + other.amount, amount);
      return { rule, severity, amount: sum, ...(excepted && { excepted }) };
    });
}

/** 1 when there is an error. Warnings are no reason to fail. */
export function lintExitCode({ summary }: Pick<LintReport, 'summary'>): 0 | 1 {
  return summary.errors > 0 ? 1 : 0;
}

function itemOf(finding: Finding): LintItem {
  const { rule, severity, remedy, related, failure } = finding;
  return {
    rule,
    severity,
    ...(remedy !== undefined && { remedy }),
    ...placeOf(finding),
    ...(related.length > 0 && { related: related.map(placeOf) }),
    ...(failure && { failure: orderedFailure(failure) }),
  };
}

function exceptedItemOf({ finding, exception }: Excepted): ExceptedItem {
  const { reason, expires, where } = exception;
  return { ...itemOf(finding), reason, expires, ...(where && { exception: where }) };
}

function placeOf({ where, message, revision }: Finding['related'][number]): LintPlace {
  const { file, line, column } = where;
  return { message, file, line, column, ...(revision !== undefined && { revision }) };
}
