export { type Glob, globOf, matchesAny } from './glob.js';
export { compareTags } from './compare-tags.js';
export { endingExceptions } from './ending-exceptions.js';
export { enforce, type EnforceOptions, enforcing } from './enforce.js';
export type { Excepted } from './exceptions.js';
export { expiredExceptions } from './expired-exceptions.js';
export type { Complaint, Finding, Related, RelatedPlace } from './finding.js';
export type { HiddenFindings } from './hidden-findings.js';
export { examine, type Examination, examining, type IdleReason, lint, type LintOptions } from './lint.js';
export { movingTagsAt } from './moving-tags-at.js';
export { nearest } from './nearest.js';
export type { PathInTree } from './path-in-tree.js';
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
  AddedProvenance,
  ImageFacts,
  PromotedVersion,
  RegistryFacts,
  Unreadable,
  Unread,
} from './registry-facts.js';
export { countReviewRows, reviewOf, type ReviewOptions, type ReviewRow } from './review.js';
export type {
  ChangeContext,
  ChangedConfiguration,
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
export { tagPattern, TagPatternError } from './tag-pattern.js';
