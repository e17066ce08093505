import { envName } from './environment.js';
import { UsageError } from './errors.js';

/** What a value must lie between, both included. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
}

const milliseconds: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

// What a timer of Node.js can hold; it turns anything longer into one millisecond.
const longestTimer = 2 ** 31 - 1;

/**
 * A duration such as `500ms`, `90s`, `2m` or `1h30m`, in milliseconds; `0` needs no unit. At most what a timer can hold
 * (24 days), unless told otherwise. Throws {@link UsageError} that names the option.
 */
export function parseDuration(text: string, option: string, limits: Limits = {}): number {
  const remedy = 'Write a number with a unit, largest unit first, such as 500ms, 90s, 2m or 1h30m.';
  const units = /^(?:([\d.]+)d)?(?:([\d.]+)h)?(?:([\d.]+)m)?(?:([\d.]+)s)?(?:([\d.]+)ms)?$/.exec(text);
  if (text !== '0' && (text === '' || !units)) throw wrong(text, option, 'a duration', remedy);
  const parts = Object.values(milliseconds).map((size, i) => size * decimal(units?.[i + 1] ?? '0'));
  const total = Math.round(parts.reduce((sum, part) => sum + part, 0));
  if (Number.isNaN(total)) throw wrong(text, option, 'a duration', remedy);
  return within(total, text, option, { min: 0, max: longestTimer, ...limits }, (value) => `${value}ms`);
}

const sizes: Readonly<Record<string, number>> = {
  ...{ b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 },
  ...{ ki: 2 ** 10, mi: 2 ** 20, gi: 2 ** 30, ti: 2 ** 40 },
  ...{ kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 },
};

/** A number of bytes: `512`, `64MiB`, `64Mi`, `1.5GB`. Throws {@link UsageError} that names the option. */
export function parseBytes(text: string, option: string, limits: Limits = {}): number {
  const [, amount = '', unit = ''] = /^([\d.]+) ?([a-z]*)$/i.exec(text) ?? [];
  const value = Math.round(decimal(amount) * (sizes[unit.toLowerCase() || 'b'] ?? NaN));
  if (!Number.isSafeInteger(value)) {
    throw wrong(
      text,
      option,
      'a number of bytes',
      'Write a number with a unit, such as 512KiB, 64MiB or 1GB.',
    );
  }
  return within(value, text, option, { min: 1, ...limits });
}

/** A whole number, at least 1 unless told otherwise. Throws {@link UsageError} that names the option. */
export function parseCount(text: string, option: string, limits: Limits = {}): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value)) {
    throw wrong(text, option, 'a whole number', 'Write digits only, such as 10.');
  }
  return within(value, text, option, { min: 1, ...limits });
}

const perSecond: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

/** A rate such as `50`, `50/s` or `3000/m`, per second. Throws {@link UsageError} that names the option. */
export function parseRate(text: string, option: string): number {
  const [, amount = '', unit = ''] = /^([\d.]+)(?:\/([smh]))?$/.exec(text) ?? [];
  const value = decimal(amount) / (perSecond[unit] ?? NaN);
  if (!(value > 0)) {
    throw wrong(
      text,
      option,
      'a rate',
      'Write a number above 0, per second or with a unit: 50, 50/s or 3000/m.',
    );
  }
  return value;
}

/** A share such as `20%` or `20`, from 0 to 100. Throws {@link UsageError} that names the option. */
export function parsePercent(text: string, option: string): number {
  const value = decimal(/^([\d.]+) ?%?$/.exec(text)?.[1] ?? '');
  if (Number.isNaN(value))
    throw wrong(text, option, 'a percentage', 'Write a number from 0 to 100, such as 20%.');
  return within(value, text, option, { max: 100 }, (percent) => `${percent}%`);
}

function decimal(text: string): number {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
}

function within(
  value: number,
  text: string,
  option: string,
  limits: Limits,
  format: (value: number) => string = String,
): number {
  const { min = -Infinity, max = Infinity } = limits;
  if (value < min) throw wrong(text, option, `at least ${format(min)}`, `Give ${format(min)} or more.`);
  if (value > max) throw wrong(text, option, `at most ${format(max)}`, `Give ${format(max)} or less.`);
  return value;
}

function wrong(text: string, option: string, type: string, remedy: string): UsageError {
  const variable = option.startsWith('--') ? ` (or ${envName(option)})` : '';
  return new UsageError(`${option}${variable}: ${JSON.stringify(text)} is not ${type}`, remedy);
}
