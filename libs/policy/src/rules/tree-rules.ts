import type { TreeRule } from '../rule.js';
import { movingTag } from './moving-tag.js';

/** Rules about a tree by itself. */
export const treeRules: readonly TreeRule[] = [movingTag];
