// For those who check command lines and alarms without running the program.
export { probeCommand } from './commands/probe.js';
export { serveCommand } from './commands/serve.js';
export { sweepCommand } from './commands/sweep.js';
export { AuditorMetrics } from './metrics.js';
export { sweepMetrics } from './sweep/write-sweep-metrics.js';
