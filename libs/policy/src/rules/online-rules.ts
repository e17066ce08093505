import type { OnlineRule } from '../rule.js';

/** Rules about what registries hold. */
export const onlineRules: readonly OnlineRule[] = [];
