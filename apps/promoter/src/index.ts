// For those who check command lines without running them.
export { planCommand } from './commands/plan.js';
export { promoteCommand } from './commands/promote.js';
export { statusCommand } from './commands/status.js';
