import { describe, expect, it } from 'vitest';
import { digest, json, statement, types } from './fixtures.js';
import { jsonNesting } from './json-nesting.js';
import { parseStatement, statementLimits } from './statement.js';

const sha256 = 'a'.repeat(64);
const sha512 = 'b'.repeat(128);
const sound = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'image', digest: { sha256 } }],
  predicateType: types.spdx,
  predicate: { spdxVersion: 'SPDX-2.3' },
};

describe('a sound statement', () => {
  it.each(['v0.1', 'v1'])('%s', (version) => {
    expect(parseStatement(json({ ...sound, _type: `https://in-toto.io/Statement/${version}` }))).toEqual({
      predicateType: types.spdx,
      subjects: [digest('a')],
      predicate: { spdxVersion: 'SPDX-2.3' },
    });
  });

  it.each<[string, unknown, readonly string[]]>([
    [
      'several digests of one subject',
      [{ digest: { sha256, sha512, sha1: 'c'.repeat(40) } }],
      [`sha256:${sha256}`, `sha512:${sha512}`],
    ],
    ['other algorithms alone', [{ digest: { gitCommit: 'c'.repeat(40), md5: 'd'.repeat(32) } }], []],
    ['capital letters', [{ digest: { sha256: sha256.toUpperCase() } }], []],
    ['a digest that is too short', [{ digest: { sha256: 'abc' } }], []],
    ['a digest with its algorithm', [{ digest: { sha256: `sha256:${sha256}` } }], []],
    ['the name of the other algorithm', [{ digest: { sha512: sha256 } }], []],
    ['a digest that is a list', [{ digest: { sha256: [sha256] } }], []],
    ['no subjects', [], []],
    [
      'keys of prototypes',
      [JSON.parse(`{"digest":{"__proto__":{"sha256":"${sha256}"},"constructor":"x"}}`)],
      [],
    ],
  ])('with %s', (_name, subject, subjects) => {
    expect(parseStatement(json({ ...sound, subject }))).toMatchObject({ subjects });
  });

  it.each([[undefined], [null], ['SPDXVersion: SPDX-2.3'], [[1]]])('with the predicate %j', (predicate) => {
    expect(parseStatement(json({ ...sound, predicate }))).toMatchObject({ predicate: {} });
  });

  it('with as many subjects as may be', () => {
    const subject = Array.from({ length: statementLimits.subjects }, () => ({ digest: { sha256 } }));
    expect(parseStatement(json({ ...sound, subject }))).toHaveProperty(
      'subjects.length',
      statementLimits.subjects,
    );
  });
});

describe('what is not a statement', () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);

  it.each<[string, Uint8Array, string]>([
    ['nothing', text(''), 'it is not a JSON object'],
    ['no JSON', text('{"_type":'), 'it is not a JSON object'],
    ['a list', text('[]'), 'it is not a JSON object'],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'it is not a JSON object'],
    [
      'another type',
      json({ ...sound, _type: 'https://in-toto.io/Link/v1' }),
      'its type is not that of an in-toto statement',
    ],
    [
      'a type that is a list',
      json({ ...sound, _type: [sound._type] }),
      'its type is not that of an in-toto statement',
    ],
    ['no predicate type', json({ ...sound, predicateType: '' }), 'it has no predicate type'],
    ['a predicate type that is an object', json({ ...sound, predicateType: {} }), 'it has no predicate type'],
    [
      'subjects that are an object',
      json({ ...sound, subject: sound.subject[0] }),
      'its subjects are not a list',
    ],
    ['no subjects at all', json({ ...sound, subject: undefined }), 'its subjects are not a list'],
    [
      'a subject that is a text',
      json({ ...sound, subject: [...sound.subject, sha256] }),
      'one of its subjects has no digest',
    ],
    [
      'a subject without a digest',
      json({ ...sound, subject: [{ name: 'x' }] }),
      'one of its subjects has no digest',
    ],
    [
      'a digest that is a text',
      json({ ...sound, subject: [{ digest: sha256 }] }),
      'one of its subjects has no digest',
    ],
    [
      'more subjects than may be',
      json({ ...sound, subject: Array.from({ length: 10_001 }, () => ({ digest: {} })) }),
      'it has more than 10000 subjects',
    ],
    ['more bytes than may be', new Uint8Array(statementLimits.bytes + 1), 'it has more than 16777216 bytes'],
    [
      'deep nesting',
      text(`{"predicate":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`),
      'it nests deeper than 100 levels',
    ],
    ['nesting that never ends', text('{"a":'.repeat(1_000_000)), 'it nests deeper than 100 levels'],
  ])('%s', (_name, bytes, why) => {
    expect(parseStatement(bytes)).toEqual({ why });
  });

  it('has its limit of nesting behind 100 levels', () => {
    const nested = (levels: number): Uint8Array => {
      const predicate: unknown = JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
      return statement({ predicate });
    };
    expect(parseStatement(nested(99))).toHaveProperty('predicate');
    expect(parseStatement(nested(100))).toHaveProperty('why');
  });
});

describe('the nesting of JSON', () => {
  it.each([
    ['1', 0],
    ['[]', 1],
    ['[[],{"a":[]}]', 3],
    ['["[[[["]', 1],
    [String.raw`["\"[[[", "\\", [1]]`, 2],
  ])('%s: %d', (text, depth) => {
    expect(jsonNesting(new TextEncoder().encode(text))).toBe(depth);
  });
});
