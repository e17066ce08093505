import type { Complaint } from './finding.js';
import type { RuleName, Severity } from './rule-name.js';

/** Findings that are alike, and only counted because there are very many. */
export interface HiddenFindings {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** At least 1. */
  readonly amount: number;
  /** Reviewers have agreed to them. */
  readonly excepted?: true;
  /** Some of them are about something that the tree asks to promote, so that nobody can tell what of it is refused. */
  readonly refuses?: true;
}

/** Counts findings of each rule, and lets as many of them be kept as there is room for. */
export class FindingCounter {
  readonly #kept = new Map<RuleName, number>();
  readonly #hidden = new Map<string, HiddenFindings>();

  constructor(private readonly mostOfRule = Infinity) {}

  /** False: the finding is counted as hidden. */
  hasRoom(
    rule: RuleName,
    { removed = false }: Complaint,
    { severity, exception }: { readonly severity: Severity; readonly exception?: unknown },
  ): boolean {
    const kept = this.#kept.get(rule) ?? 0;
    if (kept < this.mostOfRule) {
      this.#kept.set(rule, kept + 1);
      return true;
    }
    const isExcepted = exception !== undefined;
    const key = `${rule} ${severity} ${isExcepted}`;
    const { amount = 0, refuses } = this.#hidden.get(key) ?? {};
    const isRefusing = refuses ?? (severity === 'error' && !isExcepted && !removed);
    this.#hidden.set(key, {
      rule,
      severity,
      amount: amount + 1,
      ...(isExcepted && { excepted: true }),
      ...(isRefusing && { refuses: true }),
    });
    return false;
  }

  hidden(): readonly HiddenFindings[] {
    return [...this.#hidden.values()];
  }
}
