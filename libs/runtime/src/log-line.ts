import { causeChain, describeError, messageOf } from '@cip/oci';
import { printable } from '@cip/oci';

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];
export type LogFields = Readonly<Record<string, unknown>>;

export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
  readonly time: Date;
}

// Cloud Logging, "LogSeverity"
const severities = { error: 'ERROR', warn: 'WARNING', info: 'INFO', debug: 'DEBUG' } as const;
const unwritable = '(not writable)';
const colors = { error: 31, warn: 33, info: 32, debug: 2 } as const;

/** `12:03:04 warn  message key=value`, in UTC. */
export function textLine({ level, message, fields, time }: LogEntry, color: boolean): string {
  const name = level.padEnd(5);
  const painted = color ? `\u001b[${colors[level]}m${name}\u001b[0m` : name;
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const pairs = given.map(([key, value]) => ` ${printable(key)}=${textValue(value)}`);
  return `${time.toISOString().slice(11, 19)} ${painted} ${printable(message)}${pairs.join('')}`;
}

/**
 * One JSON object as Cloud Logging reads it (Cloud Logging, "Structured logging"): `severity`, `message`, `time`,
 * which no field can replace, and the fields.
 */
export function jsonLine({ level, message, fields, time }: LogEntry): string {
  const own = { severity: severities[level], message, time: time.toISOString() };
  return printable(toJson({ ...fields, ...own }) ?? toJson({ ...withoutUnwritable(fields), ...own }) ?? '');
}

function withoutUnwritable(fields: LogFields): LogFields {
  const checked = Object.entries(fields).map(([key, value]) =>
    value !== undefined && toJson(value) === undefined ? [key, unwritable] : [key, value],
  );
  return Object.fromEntries(checked) as LogFields;
}

function textValue(value: unknown): string {
  if (value instanceof Error) return quoted(describeError(value));
  if (typeof value === 'string') return quoted(value);
  return printable(toJson(value) ?? unwritable);
}

/** Bare when it reads as one word. */
function quoted(text: string): string {
  return /^[^\s"=\\]+$/.test(text) ? printable(text) : printable(JSON.stringify(text));
}

/** Undefined for what JSON cannot hold: loops, and nothing at all. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, replacer);
  } catch {
    return undefined;
  }
}

function replacer(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)];
  if (!(value instanceof Error)) return value;
  const [, ...causes] = causeChain(value).map(messageOf);
  return {
    name: value.name,
    message: value.message,
    ...('code' in value && { code: value.code }),
    ...(causes.length > 0 && { causes }),
    stack: value.stack,
  };
}
