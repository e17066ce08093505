import type { Excepted, Finding, Rule, Severity } from '@cip/policy';
import { type LintFacts, lintReport, type LintReport } from '../findings/lint-report.js';

const file = 'images/k8s-staging-pause/images.yaml';

export const facts: LintFacts = { files: 142, images: 733, digests: 16_595 };

/** An error in line 3, column 5. */
export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'digest-format',
    severity: 'error',
    message: 'the digest has 62 hexadecimal characters instead of 64',
    remedy: 'Copy the digest from the source again.',
    where: { file, line: 3, column: 5 },
    related: [],
    touches: [],
    ...changes,
  };
}

/** Findings of each severity, with everything that a finding can have. */
export function someFindings(): Finding[] {
  const removed = {
    rule: 'tag-removed',
    message: 'the tag "3.9" was removed',
    revision: 'f'.repeat(40),
  } as const;
  const there = { file: 'images/k8s-staging-old/images.yaml', line: 8, column: 22 };
  return [
    finding(),
    finding({
      rule: 'tag-conflict',
      message: 'two digests want the tag "3.10"',
      related: [{ where: there, message: 'the other one' }],
    }),
    finding({ ...removed, where: { file, line: 7, column: 1 } }),
    plain('warning', 'moving-tag', 'the tag "latest" looks like one that moves', 12),
    plain('info', 'canonical-format', 'the file is not in canonical format', 1),
    plain('info', 'repeated-image', 'the image "pause" is repeated', 20),
  ];
}

/** The same complaint in as many lines as asked for. */
export function many(amount: number, changes: Partial<Finding> = {}): Finding[] {
  return Array.from({ length: amount }, (_, i) =>
    finding({ where: { file, line: i + 1, column: 1 }, ...changes }),
  );
}

export function reportOf(findings: readonly Finding[], changes: Partial<LintFacts> = {}): LintReport {
  return lintReport(findings, { ...facts, ...changes });
}

/** A rule that never complains. */
export function rule(changes: Partial<Pick<Rule, 'name' | 'severity' | 'docs'>> = {}): Rule {
  return {
    name: 'digest-format',
    kind: 'tree',
    severity: 'error',
    docs: {
      reports: 'a digest that is none',
      why: 'Nothing can be promoted under it. Copy the whole digest.',
      bad: '"sha256:12": ["v1.2.3"]',
      good: '"sha256:…": ["v1.2.3"]',
    },
    check: () => [],
    ...changes,
  };
}

function plain(severity: Severity, name: Finding['rule'], message: string, line: number): Finding {
  return { rule: name, severity, message, where: { file, line, column: 1 }, related: [], touches: [] };
}

/** What reviewers have agreed to: a tag that moved, by an exception that may or may not be known by its place. */
export function excepted(changes: Partial<Excepted['exception']> = {}): Excepted {
  return {
    finding: finding({ rule: 'tag-moved', message: 'the tag "3.9" moves' }),
    exception: {
      rule: 'tag-moved',
      paths: ['images/*/*'],
      reason: 'rebuilt for CVE-1',
      expires: '2030-01-31',
      where: { file: '.cip.yaml', line: 2, column: 3 },
      ...changes,
    },
  };
}
