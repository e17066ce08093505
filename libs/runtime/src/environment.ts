import { UsageError } from './errors.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment variable that mirrors a flag: `--retry-deadline <time>` is `CIP_RETRY_DEADLINE`. */
export function envName(flags: string): string {
  const name = /--([a-z0-9][a-z0-9-]*)/.exec(flags)?.[1];
  if (name === undefined) throw new RangeError(`no long flag in ${JSON.stringify(flags)}`);
  return `CIP_${name.toUpperCase().replaceAll('-', '_')}`;
}

const off: ReadonlySet<string> = new Set(['', '0', 'false', 'no', 'off']);
const on: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on']);

/**
 * Whether the environment turns on a flag that takes no value. Commander takes any value for "on", `CIP_CONFIRM=0`
 * and `false` too: ask here instead of giving such options its `.env()`. Throws {@link UsageError}.
 */
export function isSwitchedOn(env: Environment, flag: string): boolean {
  const name = envName(flag);
  const value = (env[name] ?? '').trim().toLowerCase();
  if (off.has(value)) return false;
  if (on.has(value)) return true;
  throw new UsageError(
    `${name}: ${JSON.stringify(env[name])} is neither true nor false`,
    `Set ${name} to true or false, or leave it unset.`,
  );
}

/** Whether to write in colours: `--color` or `--no-color` when given, else on a terminal unless `NO_COLOR` is set. */
export function wantsColor(env: Environment, stream: { readonly isTTY?: boolean }, flag?: boolean): boolean {
  return flag ?? (stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb');
}
