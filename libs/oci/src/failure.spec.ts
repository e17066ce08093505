import { expect, it } from 'vitest';
import { causeKey, describeAlike, type Failure } from './failure.js';

const base: Failure = {
  code: 'UNAVAILABLE',
  reason: 'status 503',
  remedy: 'try later',
  host: 'gcr.io',
  request: { method: 'GET', url: 'https://gcr.io/v2/a/tags/list' },
  status: 503,
};
const elsewhere = { ...base, request: { method: 'GET', url: 'https://gcr.io/v2/b/tags/list' } };
const worded = { ...elsewhere, reason: 'status 503: b is away' };

it.each<[string, [Failure, ...Failure[]], string]>([
  ['one', [base], 'GET https://gcr.io/v2/a/tags/list: status 503; try later'],
  ['equal ones', [base, { ...base }], 'GET https://gcr.io/v2/a/tags/list: status 503; try later'],
  [
    'other requests',
    [base, elsewhere],
    'gcr.io: status 503; try later; for example GET https://gcr.io/v2/a/tags/list',
  ],
  [
    'other words',
    [base, worded],
    'status 503; for example GET https://gcr.io/v2/a/tags/list: status 503; try later',
  ],
  [
    'no request',
    [
      { code: 'DIGEST_MISMATCH', reason: 'a: expected x, got y' },
      { code: 'DIGEST_MISMATCH', reason: 'b: expected x, got y' },
    ],
    'the content does not match its digest; for example a: expected x, got y',
  ],
])('failures of one cause are one text: %s', (_, failures, text) => {
  expect(describeAlike(failures)).toBe(text);
});

it.each<[string, Partial<Failure>, boolean]>([
  ['the request', { request: elsewhere.request }, true],
  ['the words of the registry', { reason: 'status 503: b is away' }, true],
  ['the host', { host: 'us.gcr.io' }, false],
  ['the status', { status: 500 }, false],
  ['the code of the registry', { registryCode: 'UNKNOWN' }, false],
  ['the code', { code: 'REFUSED' }, false],
])('a cause is the same where failures differ in %s: %s', (_, change, same) => {
  expect(causeKey({ ...base, ...change }) === causeKey(base)).toBe(same);
});

it('of failures that have no code, the reason is the cause', () => {
  const other = { code: 'OTHER', reason: 'a' } as const;
  expect(causeKey(other)).not.toBe(causeKey({ ...other, reason: 'b' }));
});

it('a text about a host need not name it again', () => {
  expect(describeAlike([base, elsewhere], 'gcr.io')).toBe(
    'status 503; try later; for example GET https://gcr.io/v2/a/tags/list',
  );
});
