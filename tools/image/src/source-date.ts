import { type Environment, parseCount } from '@cip/runtime';

// The last second of the year 9999: later ones have no form in RFC 3339.
const last = 253_402_300_799;

/**
 * The date that SOURCE_DATE_EPOCH sets, in the form of RFC 3339; undefined when it is not set
 * (https://reproducible-builds.org/specs/source-date-epoch/). Throws `UsageError`.
 */
export function sourceDate(env: Environment): string | undefined {
  const text = env['SOURCE_DATE_EPOCH'] ?? '';
  if (text === '') return undefined;
  const seconds = parseCount(text, 'SOURCE_DATE_EPOCH', { min: 0, max: last });
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
