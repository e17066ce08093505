import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from './errors.js';
import { formatDuration } from './format-duration.js';
import { parseBytes, parseCount, parseDuration, parsePercent, parseRate } from './parse-options.js';

const option = '--some-option';

it('names option, variable, value and type, and says what to do', () => {
  const act = (): number => parseDuration('soon', '--retry-deadline');
  expect(act).toThrow(UsageError);
  expect(act).toThrow('--retry-deadline (or CIP_RETRY_DEADLINE): "soon" is not a duration');
});

describe('parseDuration', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['500ms', 500],
    ['90s', 90_000],
    ['2m', 120_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['1d', 86_400_000],
    ['1m1s1ms', 61_001],
  ])('reads %s', (text, expected) => {
    expect(parseDuration(text, option)).toBe(expected);
  });

  it.each(['', '10', '-1s', '1s1m', '1m1m', '1 m', '.s', '1..5s', '1e3s', 'Infinitys', '1M'])(
    'refuses %j',
    (text) => {
      expect(() => parseDuration(text, option)).toThrow(UsageError);
    },
  );

  it('refuses what a timer cannot hold, unless it is for no timer', () => {
    expect(() => parseDuration('30d', option)).toThrow('is not at most 2147483647ms');
    expect(parseDuration('30d', option, { max: Infinity })).toBe(2_592_000_000);
    expect(() => parseDuration('1s', option, { min: 2000 })).toThrow('is not at least 2000ms');
  });

  it('reads what formatDuration writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 599 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1000), option)).toBe(seconds * 1000);
      }),
    );
  });
});

describe('parseBytes', () => {
  it.each([
    ['512', 512],
    ['1B', 1],
    ['64MiB', 64 * 2 ** 20],
    ['64Mi', 64 * 2 ** 20],
    ['1.5 GiB', 1.5 * 2 ** 30],
    ['10MB', 10_000_000],
    ['1kb', 1000],
    ['2TiB', 2 ** 41],
  ])('reads %s', (text, expected) => {
    expect(parseBytes(text, option)).toBe(expected);
  });

  it.each(['', 'MiB', '64M', '-1', '1 2', '1..5MB', '0', '9999999TB', 'constructor', '1constructor'])(
    'refuses %j',
    (text) => {
      expect(() => parseBytes(text, option)).toThrow(UsageError);
    },
  );
});

describe('parseCount', () => {
  it.each([
    ['1', 1],
    ['20', 20],
  ])('reads %s', (text, expected) => {
    expect(parseCount(text, option)).toBe(expected);
  });

  it.each(['', '0', '-1', '1.5', '1e3', '0x10', ' 1', '99999999999999999999'])('refuses %j', (text) => {
    expect(() => parseCount(text, option)).toThrow(UsageError);
  });

  it('keeps to other limits', () => {
    expect(parseCount('0', option, { min: 0 })).toBe(0);
    expect(() => parseCount('11', option, { max: 10 })).toThrow('"11" is not at most 10');
  });
});

describe('parseRate', () => {
  it.each([
    ['50', 50],
    ['0.5', 0.5],
    ['50/s', 50],
    ['3000/m', 50],
    ['3600/h', 1],
  ])('reads %s', (text, expected) => {
    expect(parseRate(text, option)).toBe(expected);
  });

  it.each(['', '0', '-1', '50/d', '50/', 'fast', 'Infinity'])('refuses %j', (text) => {
    expect(() => parseRate(text, option)).toThrow(UsageError);
  });
});

describe('parsePercent', () => {
  it.each([
    ['20%', 20],
    ['20', 20],
    ['0.5 %', 0.5],
    ['100%', 100],
  ])('reads %s', (text, expected) => {
    expect(parsePercent(text, '--max-change')).toBe(expected);
  });

  it.each(['', '%', '-1%', '101%', '20%%', 'all', '1e1'])('refuses %s', (text) => {
    expect(() => parsePercent(text, '--max-change')).toThrow(UsageError);
  });
});
