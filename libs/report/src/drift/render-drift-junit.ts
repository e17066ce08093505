import { type Drift, driftKinds } from '@cip/audit';
import { groupBy } from '@cip/oci';
import { junitCase, junitDocument, junitElement, junitName, type JunitSuite } from '../junit.js';
import { count } from '../words.js';
import type { DriftReport } from './drift-report.js';

/**
 * The report as JUnit XML: a suite for each kind of drift, with a failing case for each item. A kind that was not found
 * is a case that passed; a signal, and each invalid part of the manifests, is an error.
 */
export function renderDriftJunit(report: DriftReport): string {
  const byKind = groupBy(report.items, ({ kind }) => kind);
  const suites = driftKinds.map((kind): JunitSuite => {
    const items = byKind.get(kind) ?? [];
    const cases = items.length > 0 ? items.map(testcase) : [passed(report, kind)];
    return {
      name: `sweep ${kind}`,
      tests: cases.length,
      cases,
      failures: items.length,
      errors: 0,
      skipped: 0,
    };
  });
  const errors = errorsOf(report);
  if (errors.length > 0) {
    suites.push({
      name: 'sweep',
      tests: errors.length,
      cases: errors,
      failures: 0,
      errors: errors.length,
      skipped: 0,
    });
  }
  return junitDocument(junitName('cip-auditor sweep', report.shard), suites);
}

function passed({ summary, interrupted }: DriftReport, kind: string): string {
  const looked = count(summary.repositories, 'repository', 'repositories');
  const before = interrupted ? ' until it was stopped' : '';
  return junitCase('cip-auditor sweep', `${kind}: none in ${looked}${before}`);
}

function testcase({ kind, repository, tag, digest, explanation }: Drift): string {
  const name = `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  const attributes = { message: explanation, type: kind };
  return junitCase(repository, name, [junitElement('failure', attributes, [`${name}: ${explanation}`])]);
}

function errorsOf({ invalid, interrupted }: DriftReport): string[] {
  const error = (name: string, message: string, type: string): string =>
    junitCase('cip-auditor sweep', name, [junitElement('error', { message, type })]);
  return [
    ...invalid.map((line, i) => error(`manifests are valid (${i + 1})`, line, 'invalid-manifest')),
    ...(interrupted ? [error('ran to its end', `interrupted by ${interrupted}`, 'interrupted')] : []),
  ];
}
