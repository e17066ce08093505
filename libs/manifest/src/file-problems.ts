import { positionOf } from './position.js';
import type { ManifestFile, Problem, ProblemRule, Touched } from './promotion-manifest.js';
import { compareTexts } from './sorted.js';

/** One mistake in a file before anything is known about the other files. */
export interface FileProblem {
  readonly rule: ProblemRule;
  readonly message: string;
  readonly remedy: string;
  readonly offset: number;
  readonly touches: Touched;
}

/** An error at an offset of a file; `context` is what is known about the subproject. */
export function errorIn(file: ManifestFile, problem: FileProblem, context: Touched): Problem {
  const { rule, message, remedy, offset, touches } = problem;
  const where = positionOf({ file, offset });
  return { rule, severity: 'error', message, remedy, where, touches: { ...context, ...touches } };
}

/** Sorted by file, line, column and rule. */
export function sortedProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) =>
      compareTexts(a.where.file, b.where.file) ||
      a.where.line - b.where.line ||
      a.where.column - b.where.column ||
      compareTexts(a.rule, b.rule) ||
      compareTexts(a.message, b.message),
  );
}
