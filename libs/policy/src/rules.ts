import type { Rule } from './rule.js';
import { changeRules } from './rules/change-rules.js';
import { inputRules } from './rules/input-rules.js';
import { onlineRules } from './rules/online-rules.js';
import { treeRules } from './rules/tree-rules.js';

/** All rules, in the order of their documentation. */
export const rules: readonly Rule[] = [...inputRules, ...treeRules, ...changeRules, ...onlineRules];
