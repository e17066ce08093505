// For those who check command lines without running them.
export { serveCommand } from './commands/serve.js';
export { sweepCommand } from './commands/sweep.js';
