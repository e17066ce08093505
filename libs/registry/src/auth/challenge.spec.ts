import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from './challenge.js';

describe('parsing challenges', () => {
  it.each([
    ['Basic realm="r"', [{ scheme: 'basic', parameters: { realm: 'r' } }]],
    [
      'Bearer realm="https://a/token",service="s",scope="repository:a:pull,push"',
      [
        {
          scheme: 'bearer',
          parameters: { realm: 'https://a/token', service: 's', scope: 'repository:a:pull,push' },
        },
      ],
    ],
    [
      'Basic realm="a, b", Bearer Realm="c" , service=d',
      [
        { scheme: 'basic', parameters: { realm: 'a, b' } },
        { scheme: 'bearer', parameters: { realm: 'c', service: 'd' } },
      ],
    ],
    [
      'Negotiate, Bearer realm="say \\"hi\\""',
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'bearer', parameters: { realm: 'say "hi"' } },
      ],
    ],
    ['realm="no scheme"', []],
    ['', []],
  ])('%s', (header, expected) => {
    expect(parseChallenges(header)).toEqual(expected);
  });

  it('reads several headers', () => {
    expect(parseChallenges(['Basic realm="a"', 'Bearer realm="b"']).map(({ scheme }) => scheme)).toEqual([
      'basic',
      'bearer',
    ]);
    expect(parseChallenges(undefined)).toEqual([]);
  });

  it('gives back what was quoted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 50 }), (value) => {
        const quoted = value.replace(/["\\]/g, '\\$&');
        const [challenge] = parseChallenges(`Bearer realm="${quoted}", scope="x"`);
        expect(challenge?.parameters).toEqual({ realm: value, scope: 'x' });
      }),
    );
  });

  it('ends for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        for (const { scheme } of parseChallenges(text)) expect(scheme).not.toBe('');
      }),
    );
  });
});
