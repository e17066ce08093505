import type { ChangeRule } from '../rule.js';

/** Rules about what became of an older tree. */
export const changeRules: readonly ChangeRule[] = [];
