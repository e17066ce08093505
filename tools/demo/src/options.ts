import { UsageError } from '@cip/runtime';

export interface DemoOptions {
  /** Leave the registries running after the acts. */
  readonly keep: boolean;
  readonly help: boolean;
}

export const helpText = [
  'npm run demo              shows in six acts what the promoter does, and ends',
  'npm run demo -- --keep    leaves the registries running afterwards, for commands of your own',
];

/** Throws `UsageError` for what it does not know. */
export function parseOptions(args: readonly string[]): DemoOptions {
  const known: ReadonlySet<string> = new Set(['--keep', '--help', '-h']);
  const unknown = args.find((arg) => !known.has(arg));
  if (unknown !== undefined) throw new UsageError(`${unknown}: the demo does not know this`, helpText);
  return { keep: args.includes('--keep'), help: args.includes('--help') || args.includes('-h') };
}
