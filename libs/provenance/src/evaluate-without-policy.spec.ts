import { describe, expect, it } from 'vitest';
import type { AttestedImage } from './attestation.js';
import { evaluateWithoutPolicy } from './evaluate-without-policy.js';
import {
  account,
  attached,
  certificate,
  digest,
  google,
  image,
  index,
  json,
  statement,
  types,
  verifiedBy,
} from './fixtures.js';

const legacy = { form: 'legacy' } as const;
const layer = 'layer 1 of sha256-aaaa.att';

describe('without a policy', () => {
  it.each<[string, AttestedImage, readonly string[], readonly string[]]>([
    ['nothing attached', image(), [], []],
    [
      'an attestation under .att, by whomever',
      image(attached(statement(), verifiedBy(certificate()), legacy)),
      [],
      [`${layer} attests ${types.spdx}, signed by ${account} (${google})`],
    ],
    [
      'a tampered one under .att',
      image(attached(statement(), { kind: 'failed', why: 'the payload was changed' }, legacy)),
      [`the signature of ${layer} does not verify: the payload was changed`],
      [],
    ],
    [
      'an unsigned one under .att',
      image(attached(statement(), { kind: 'unsigned' }, legacy)),
      [`${layer} is not signed`],
      [],
    ],
    [
      'one under .att that nothing can verify',
      image(attached(statement(), { kind: 'unverifiable', why: 'no key is known' }, legacy)),
      [],
      [`there is nothing to verify the signature of ${layer} with: no key is known`],
    ],
    [
      'one of another image under .att',
      image(attached(statement({ about: [digest('b')] }), undefined, legacy)),
      [`${layer} is signed, but it is about another image`],
      [],
    ],
    [
      'signed bytes under .att that are not a statement',
      image(attached(json([]), undefined, legacy)),
      [`${layer} is signed, but it is not a statement: it is not a JSON object`],
      [],
    ],
    [
      'one under .att that could not be read',
      image(attached(undefined, { kind: 'unknown', why: 'a time-out' }, legacy)),
      [`${layer} could not be read: a time-out`],
      [],
    ],
    [
      'a tampered referrer',
      image(attached(statement(), { kind: 'failed', why: 'the payload was changed' })),
      [],
      ['the signature of the referrer 1 does not verify: the payload was changed'],
    ],
    [
      'an unsigned referrer of another image',
      image(
        attached(statement({ about: [digest('b')] })),
        attached(statement(), { kind: 'unsigned' }, { number: 2 }),
      ),
      [],
      ['the referrer 1 is signed, but it is about another image', 'the referrer 2 is not signed'],
    ],
    [
      'attestations that could not be read',
      { ...image(), unread: 'the registry answered 503' },
      ['some of its attestations could not be read: the registry answered 503'],
      [],
    ],
    [
      'a tampered one of a child',
      index([], {
        b: { attestations: [attached(statement(), { kind: 'failed', why: 'it expired' }, legacy)] },
      }),
      [`linux/b (sha256:bbbbbbbbbbbb…): the signature of ${layer} does not verify: it expired`],
      [],
    ],
    [
      'one of the index under .att of a child',
      index([], { b: { attestations: [attached(statement(), undefined, legacy)] } }),
      [`linux/b (sha256:bbbbbbbbbbbb…): ${layer} is signed, but it is about another image`],
      [],
    ],
  ])('%s', (_name, attested, violations, notes) => {
    expect(evaluateWithoutPolicy(attested)).toEqual({
      satisfied: violations.length === 0,
      by: [],
      accepted: [],
      violations,
      notes,
    });
  });
});
