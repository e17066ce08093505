export { LayoutError, type LayoutErrorCode } from './errors.js';
