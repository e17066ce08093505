import { describe, expect, it } from 'vitest';
import type { AppliedPolicy } from './applied-policies.js';
import type { Attestation } from './attestation.js';
import {
  attached,
  digest,
  image,
  index,
  policyOf,
  provenance,
  simplePolicy,
  verifiedBy,
} from './fixtures.js';
import { judgeStaged } from './judge-staged.js';

const source = 'gcr.io/staging/app';
const where = { file: 'manifest.yaml', line: 1 };

function applied(section = simplePolicy): AppliedPolicy {
  return { policy: policyOf(section), manifest: 'app', source: 'gcr.io/staging', where };
}

/** With where it is; its number is part of each digest. */
function referenced(attestation: Attestation, at: string, number: number): Attestation {
  return { ...attestation, reference: { at, content: digest(String(number)) } };
}

function bundle(payload: Uint8Array, number = 1): Attestation {
  const one = attached(payload, undefined, { number });
  return referenced(one, `@${one.digest}`, number);
}

it('lists what a policy accepts by where it is in staging, bundles and envelopes', () => {
  const first = bundle(provenance());
  const legacy = referenced(
    attached(provenance(), undefined, { number: 2, form: 'legacy' }),
    ':sha256-a.att',
    2,
  );
  const stranger = bundle(provenance({ source: 'git+https://github.com/else/where' }), 3);
  expect(judgeStaged([applied()], image(first, legacy, stranger), source)).toMatchObject({
    outcomes: [{ satisfied: true, level: 3 }],
    inputs: [
      { uri: `${source}@${first.digest}`, digest: digest('1') },
      { uri: `${source}:sha256-a.att`, digest: digest('2') },
    ],
  });
});

it('a violation is a verdict, whatever the mode', () => {
  const warning = applied(simplePolicy.replace('mode: require', 'mode: warn'));
  expect(judgeStaged([warning], image(), source)).toMatchObject({
    outcomes: [{ satisfied: false }],
    inputs: [],
  });
});

describe('of an index', () => {
  const own = bundle(provenance());
  const ofChild = bundle(provenance({ about: [digest('b')] }), 2);

  it('that has provenance of its own, its own attestations are listed', () => {
    const judged = judgeStaged([applied()], index([own], { b: { attestations: [ofChild] } }), source);
    expect(judged).toMatchObject({ inputs: [{ digest: digest('1') }] });
  });

  it('that passes by its platforms, theirs are', () => {
    const judged = judgeStaged([applied()], index([], { b: { attestations: [ofChild] } }), source);
    expect(judged).toMatchObject({ outcomes: [{ satisfied: true }], inputs: [{ digest: digest('2') }] });
  });
});

describe('what could not be read', () => {
  const unknown = attached(undefined, { kind: 'unknown', why: 'HTTP 500' }, { number: 4 });

  it('leaves it open where a policy is not satisfied', () => {
    expect(judgeStaged([applied()], image(unknown), source)).toEqual({
      unread: 'the referrer 4 could not be read: HTTP 500',
    });
    const partly = { ...image(), unread: 'timed out' };
    expect(judgeStaged([applied()], partly, source)).toMatchObject({
      unread: expect.stringContaining('timed out') as string,
    });
    const child = { attestations: [unknown] };
    expect(judgeStaged([applied()], index([], { b: child }), source)).toHaveProperty('unread');
  });

  it('does not matter where no policy applies', () => {
    expect(judgeStaged([], image(unknown), source)).toEqual({ outcomes: [], inputs: [] });
  });
});

it('who signed nothing that is accepted is in no list', () => {
  const foreign = referenced(attached(provenance(), verifiedBy(), { number: 5 }), '@x', 5);
  expect(judgeStaged([applied()], image(foreign), source)).toMatchObject({ inputs: [] });
});
