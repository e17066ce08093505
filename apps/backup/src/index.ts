// For those who check command lines without running them.
export { drillCommand } from './commands/drill.js';
export { listCommand } from './commands/list.js';
export { pruneCommand } from './commands/prune.js';
export { restoreCommand } from './commands/restore.js';
export { runCommand } from './commands/run.js';
export { verifyCommand } from './commands/verify.js';
