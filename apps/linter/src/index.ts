// For those who check command lines without running them.
export { addLintFlags } from './flags.js';
