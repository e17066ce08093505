// For those who check command lines without running them.
export { compareCommand } from './commands/compare.js';
export { manifestCommand } from './commands/manifest.js';
export { planCommand } from './commands/plan.js';
export { promoteCommand } from './commands/promote.js';
export { reportCommand } from './commands/report.js';
export { snapshotCommand } from './commands/snapshot.js';
export { statusCommand } from './commands/status.js';
