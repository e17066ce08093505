import { runMain, withSignals } from '@cip/runtime';
import { runCli } from './cli.js';

// Set by the bundler.
declare const CIP_VERSION: string;

const { argv, env } = process;
// Set to nothing is not set: CI systems pass variables on whether they have a value or not.
const empty = Object.keys(env).filter((name) => name.startsWith('CIP_') && env[name] === '');
for (const name of empty) Reflect.deleteProperty(env, name);
await runMain(() => withSignals((signal) => runCli(argv.slice(2), { env, signal, version: CIP_VERSION })), {
  name: 'cip',
  version: CIP_VERSION,
});
