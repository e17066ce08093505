import { sortBy } from 'es-toolkit/array';
import { positionOf } from './position.js';
import type { ManifestFile, Problem, ProblemRule, Touched } from './promotion-manifest.js';

/** One mistake in a file before anything is known about the other files. */
export interface FileProblem {
  readonly rule: ProblemRule;
  /** Default: `error`. */
  readonly severity?: Problem['severity'];
  readonly message: string;
  readonly remedy: string;
  readonly offset: number;
  readonly touches: Touched;
}

/** A mistake at an offset of a file; `context` is what is known about the subproject. */
export function problemIn(file: ManifestFile, problem: FileProblem, context: Touched): Problem {
  const { rule, severity = 'error', message, remedy, offset, touches } = problem;
  const where = positionOf({ file, offset });
  return { rule, severity, message, remedy, where, touches: { ...context, ...touches } };
}

/** Whether anything is left out because of a problem. */
export function isError({ severity = 'error' }: Pick<FileProblem, 'severity'>): boolean {
  return severity === 'error';
}

/** Sorted by file, line, column and rule. */
export function sortedProblems(problems: readonly Problem[]): Problem[] {
  return sortBy(problems, [
    ({ where }) => where.file,
    ({ where }) => where.line,
    ({ where }) => where.column,
    'rule',
    'message',
  ]);
}
