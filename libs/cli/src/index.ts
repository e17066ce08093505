export { accessHelp, type AskedAs, hasCredentials } from './access-help.js';
export { type Console, type ConsoleOptions, createScreen, openConsole, type Screen } from './console.js';
export { canonicalRewrites, fixTree, type Rewrite, writeRewrites } from './fix-tree.js';
export { filesOfTree, givenFiles, openTrust, type ReadText } from './open-trust.js';
export { addFlags, flag, type FlagGroup, givenTwice, list, repeated } from './flag.js';
export { flagGiven, type Given, onlyFlag, onlyGiven } from './given.js';
export { noManifests } from './no-manifests.js';
export { formatFlag, outputFlags, toConsoleOptions } from './output-flags.js';
export { overrideExit } from './override-exit.js';
export { pathsBelow } from './paths-below.js';
export { prepareArtifacts, prepareFile } from './prepare-files.js';
export { printRequests, printStats } from './print-stats.js';
export {
  notThere,
  readConfigurationFile,
  readTreeConfiguration,
  warnOfConfiguration,
} from './read-configuration.js';
export {
  credentialFlags,
  registryFlags,
  registryHosts,
  type RegistrySettings,
  toRegistrySettings,
} from './registry-flags.js';
export { reportFiles } from './report-files.js';
export { reportWaits } from './report-waits.js';
export { runProgram } from './run-program.js';
export { shardFlag, toShard } from './shard-flag.js';
export type { ProgramInput } from './start-program.js';
export { switches } from './switches.js';
export { withLimits } from './with-limits.js';
export { orWrongLocation } from './wrong-location.js';
