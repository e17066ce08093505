export { sweep, type SweepOptions, type SweepResult } from './sweep.js';
