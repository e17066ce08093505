export type { FileCount, GarbageOptions, GarbageResult } from './collect-garbage.js';
export { LayoutError, type LayoutErrorCode } from './errors.js';
export {
  type Layout,
  type LayoutOptions,
  openLayout,
  type ReadOnlyLayout,
  type WriteOnceLayout,
} from './open-layout.js';
