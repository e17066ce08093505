import { type Environment, isSwitchedOn, type LogLevel, logLevels, wantsColor } from '@cip/runtime';
import type { Command, Option } from 'commander';
import type { ConsoleOptions } from './console.js';
import { flag } from './flag.js';

/** `--format`, with the forms that a command has; the first is the default. */
export function formatFlag(formats: readonly [string, ...string[]]): Option {
  return flag('--format <format>', 'form of the report', 'output').choices(formats).default(formats[0]);
}

/** How every command speaks to people: `--stats`, `--log-level`, `--log-format`, `--no-color`. */
export function outputFlags(): Option[] {
  return [
    flag('--stats', 'print how many requests of which kind each registry got', 'output'),
    flag('--log-level <level>', 'what goes to stderr', 'output')
      .choices([...logLevels])
      .default('info'),
    flag('--log-format <format>', 'form of the log', 'output').choices(['text', 'json']).default('text'),
    flag('--no-color', 'no colours on a terminal', 'output'),
  ];
}

/** What {@link outputFlags} were set to. Throws `UsageError` for a variable that is neither on nor off. */
export function toConsoleOptions(command: Command, env: Environment): ConsoleOptions {
  const { logLevel, logFormat } = command.opts<{ logLevel: LogLevel; logFormat: 'text' | 'json' }>();
  const off = command.getOptionValueSource('color') === 'cli' || isSwitchedOn(env, '--no-color');
  const color = wantsColor(env, process.stdout, off ? false : undefined);
  return { level: logLevel, format: logFormat, color };
}
