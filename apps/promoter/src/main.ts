import { runMain, withSignals } from '@cip/runtime';
import { runCli } from './cli.js';

// Set by the bundler.
declare const CIP_VERSION: string;

const { argv, env } = process;
await runMain(() => withSignals((signal) => runCli(argv.slice(2), { env, signal, version: CIP_VERSION })), {
  name: 'cip',
  version: CIP_VERSION,
});
