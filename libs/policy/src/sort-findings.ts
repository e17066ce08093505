import { compareTexts } from '@cip/oci';
import type { Finding } from './finding.js';

/** By file, line, column, rule and message. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareTexts(a.where.file, b.where.file) ||
    a.where.line - b.where.line ||
    a.where.column - b.where.column ||
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.message, b.message)
  );
}
