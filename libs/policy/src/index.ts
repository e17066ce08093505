export type { Complaint, Finding, Related } from './finding.js';
export { lint, type LintOptions } from './lint.js';
export {
  defaultPolicy,
  type Exception,
  type Override,
  type Policy,
  type RuleSettings,
  type SubprojectSettings,
} from './policy.js';
export type {
  AddedImage,
  ImageFacts,
  PromotedVersion,
  RegistryFacts,
  Unreachable,
} from './registry-facts.js';
export type {
  ChangeContext,
  ChangeRule,
  OnlineContext,
  OnlineRule,
  Rule,
  RuleContext,
  RuleDocs,
  TreeRule,
} from './rule.js';
export { type RuleName, ruleNames, type Severity } from './rule-name.js';
export { rules } from './rules.js';
export { compareFindings } from './sort-findings.js';
