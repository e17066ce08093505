import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextLink } from './link.js';

const base = new URL('http://r.example/v2/a/tags/list?n=2');

describe('the next page', () => {
  it.each([
    ['</v2/a/tags/list?last=b>; rel="next"', 'http://r.example/v2/a/tags/list?last=b'],
    ['<?last=b>; rel=next', 'http://r.example/v2/a/tags/list?last=b'],
    ['<http://x.example/y>;rel="next"', 'http://x.example/y'],
    ['</p>; rel="prev", </n>; rel="prev next"; title="a, b"', 'http://r.example/n'],
    ['</a>; title="rel=next, <b>", </n>; REL=Next', 'http://r.example/n'],
    ['<</a</n>; rel="next"', 'http://r.example/n'],
    ['</p>; rel="prev"', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, expected) => {
    expect(nextLink(header, base)?.toString()).toBe(expected);
  });

  it('that is no URL is said to be invalid', () => {
    expect(nextLink('<http://[>; rel="next"', base)).toBe('invalid');
  });

  it('any text comes to an end', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const found = nextLink(text, base);
        if (found !== undefined) expect(text).toMatch(/next/i);
      }),
    );
  });
});
