import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { digest } from '../testing/samples.js';
import { renderSigningJson } from './render-signing-json.js';
import { renderSigningText } from './render-signing-text.js';
import { type SignedItem, signingExitCode, signingReport } from './signing-report.js';

function item(changes: Partial<SignedItem> = {}): SignedItem {
  return {
    state: 'existing',
    image: 'app',
    digest: digest('a'),
    destination: 'us.example/prod/app',
    made: [],
    missing: [],
    withheld: [],
    copies: [],
    copiesMissing: [],
    taken: [],
    surplus: [],
    ...changes,
  };
}

const facts = { absent: 0, invalid: 0, requests: 3 };
const signed = item({ state: 'signed', made: ['signature', 'record'], copies: ['eu.example/prod/app'] });
const left = item({ state: 'planned', digest: digest('b'), missing: ['record'] });
const failed = item({ state: 'failed', digest: digest('c'), missing: ['record'], reason: 'HTTP 500' });
const odd = item({
  digest: digest('d'),
  taken: ['us.example/prod/app'],
  surplus: [{ kind: 'record', digests: [digest('e'), digest('f')] }],
});
const gone = item({ image: 'a', withheld: ['summary'] });
const everything = signingReport([odd, failed, left, signed, gone], {
  absent: 4,
  invalid: 1,
  requests: 1234,
});

it('counts digests by state, and artifacts', () => {
  const { requests, ...amounts } = everything.summary;
  const once = { signed: 1, planned: 1, failed: 1 };
  expect(amounts).toEqual({ ...once, existing: 2, absent: 4, made: 2, invalid: 1 });
  expect(requests).toBe(1234);
  expect(everything.items.map(({ image }) => image)).toEqual(['a', 'app', 'app', 'app', 'app']);
});

describe('the exit code', () => {
  it.each([
    ['of what is left', [left], facts, 0],
    ['of what is not promoted yet', [], { ...facts, absent: 1 }, 0],
    ['of what is there twice or taken', [odd], facts, 0],
    ['of what cannot be made any more', [gone], facts, 0],
    ['of a failure', [signed, failed], facts, 1],
    ['of a mistake in the manifests', [signed], { ...facts, invalid: 1 }, 1],
  ])('%s', (_situation, items, amounts, code) => {
    expect(signingExitCode(signingReport(items, amounts))).toBe(code);
  });
});

describe('as text', () => {
  it('says what was signed, what is left, what failed and what needs a look', () => {
    expect(renderSigningText(everything, { dryRun: false })).toBe(
      [
        'Failed: 1 digest',
        '  app  sha256:cccccccccccc  us.example/prod/app  HTTP 500',
        '',
        'Signed: 1 digest',
        '  app  sha256:aaaaaaaaaaaa  us.example/prod/app  signature, promotion record; copied to eu.example/prod/app',
        '',
        'Left for the next run: 1 digest',
        '  app  sha256:bbbbbbbbbbbb  us.example/prod/app  promotion record',
        '',
        'Not made, as staging no longer has the image: 1 digest',
        '  a  sha256:aaaaaaaaaaaa  us.example/prod/app  verification summary',
        '',
        'Another signature has the tag: 1 digest',
        '  app  sha256:dddddddddddd  us.example/prod/app  in us.example/prod/app; it stays, as tags are never moved',
        '',
        'Signed more than once: 1 digest',
        '  app  sha256:dddddddddddd  us.example/prod/app  2 of promotion record: sha256:eeeeeeeeeeee, sha256:ffffffffffff; nothing is deleted',
        '',
        'Summary: 1 signed (2 artifacts made), 1 left, 2 complete before, 1 failed, 4 not promoted yet, 1 mistake in the manifests; 1,234 requests.',
        '',
      ].join('\n'),
    );
  });

  it('says of a dry run what would be signed, and how', () => {
    const report = signingReport([left], facts);
    expect(renderSigningText(report, { dryRun: true })).toMatch(
      /^Would be signed: 1 digest\n.*promotion record\n\nSummary: 1 would be signed, 0 complete before; 3 requests\. Nothing was signed: add --confirm\.\n$/,
    );
  });

  it('says of an interrupted run what was not done', () => {
    const text = renderSigningText(signingReport([left], facts), { dryRun: false, interrupted: 'SIGTERM' });
    expect(text).toContain('Not done (interrupted by SIGTERM): 1 digest\n');
    expect(text).toContain('; interrupted by SIGTERM.\n');
  });

  it('never moves the cursor of a terminal', () => {
    const evil = item({
      state: 'failed',
      image: '\u001b[2J',
      destination: '\u202eevil',
      reason: '\u001b[1A',
    });
    expect(renderSigningText(signingReport([evil], facts), { dryRun: false })).not.toMatch(/[\u001b\u202e]/);
  });
});

it('as JSON keeps to its schema', () => {
  const file = new URL('../../../../docs/cli/schema/signing-report.json', import.meta.url);
  const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(
    JSON.parse(readFileSync(file, 'utf8')) as object,
  );
  validate(JSON.parse(renderSigningJson(everything)));
  expect(validate.errors).toBeNull();
});
