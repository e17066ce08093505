import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.js';
import { jsonNear } from './hostile-json.js';
import { readOrRefused } from './read-or-refused.js';

describe('a property', () => {
  it('fails for the input that it does not hold for', async () => {
    const fuzzed = fuzz(fc.constantFrom('a', 'b'), (text) => {
      expect(text).toBe('a');
    });
    await expect(fuzzed).rejects.toThrow('Counterexample: ["b"]');
  });

  it('fails for an input that changes what all objects inherit', async () => {
    const fuzzed = fuzz(fc.constant('polluted'), (name) => {
      Object.assign(Object.prototype, { [name]: true });
    });
    await expect(fuzzed)
      .rejects.toThrow('Property failed')
      .finally(() => {
        Reflect.deleteProperty(Object.prototype, 'polluted');
      });
  });
});

describe('a parser', () => {
  const refuse = (message: string) => (): number => {
    throw new RangeError(message);
  };

  it('reads, or refuses as it documents', () => {
    expect(readOrRefused(() => 1, RangeError)).toBe(1);
    expect(readOrRefused(refuse('too much'), RangeError)).toBeUndefined();
  });

  it.each([
    ['with another error', 'too much', TypeError, 'not a TypeError: RangeError: too much'],
    ['at length', 'a'.repeat(5000), RangeError, 'a message of 5000 characters'],
    ['with what does not print', '\u001b[2J', RangeError, 'an unprintable message'],
  ])('must not refuse %s', (_, message, documented, expected) => {
    expect(() => readOrRefused(refuse(message), documented)).toThrow(expected);
  });
});

it('documents near a valid one lack members, have others and nest deeply, and some are none', () => {
  const texts = fc.sample(jsonNear({ name: 'a', list: [1, { b: 2 }] }), { numRuns: 2000, seed: 1 });
  for (const form of [/^\{"list"/, /"__proto__"/, /\[{8000}/, /1e999/, /"list":\[1,1,/, /^[^[{"]/]) {
    expect(texts.filter((text) => form.test(text)).length).toBeGreaterThan(0);
  }
  expect(texts).toContain('{"name":"a","list":[1,{"b":2}]}');
});
