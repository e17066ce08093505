import { describe, expect, it } from 'vitest';
import { connectionFailure, StalledError, statusKind } from './failures.js';
import { redact } from './redact.js';

const asked = {
  host: 'r.example',
  method: 'GET',
  url: new URL('https://r.example/v2/'),
  shownHost: () => 'r.example',
  isStranger: false,
  cut: (text: string) => text,
};
const failed = (code: string): Error => Object.assign(new Error('it failed'), { code });

describe('what a failed connection means', () => {
  it.each([
    ['ENOTFOUND', 'UNKNOWN_HOST', false],
    ['EAI_AGAIN', 'CONNECTION', true],
    ['ECONNREFUSED', 'CONNECTION', true],
    ['ECONNRESET', 'CONNECTION', true],
    ['UND_ERR_SOCKET', 'CONNECTION', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'TIMEOUT', true],
    ['ETIMEDOUT', 'TIMEOUT', true],
    ['CERT_HAS_EXPIRED', 'TLS', false],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'TLS', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS', false],
    ['HPE_INVALID_CONSTANT', 'INVALID_ANSWER', false],
  ])('%s', (cause, code, retryable) => {
    const error = connectionFailure(asked, failed(cause));
    expect(error).toMatchObject({ code, retryable, host: 'r.example', method: 'GET' });
    expect(error.message).toContain(cause);
  });

  it('a stall is a timeout', () => {
    expect(connectionFailure(asked, new StalledError(100))).toMatchObject({ code: 'TIMEOUT' });
  });
});

it.each([
  [401, 'UNAUTHORIZED', false],
  [403, 'DENIED', false],
  [404, 'NOT_FOUND', false],
  [405, 'REFUSED', false],
  [408, 'UNAVAILABLE', true],
  [429, 'RATE_LIMITED', true],
  [500, 'UNAVAILABLE', true],
  [501, 'UNAVAILABLE', false],
  [503, 'UNAVAILABLE', true],
  [505, 'UNAVAILABLE', false],
  [302, 'INVALID_ANSWER', false],
])('status %i', (status, code, retryable) => {
  expect(statusKind(status)).toEqual({ code, retryable });
});

it('signatures, tokens and users are left out of URLs', () => {
  const url = new URL('https://u:p@s.example/b?X-Signature=abc&n=5&_state=def#frag');
  expect(redact(url)).toBe('https://s.example/b?X-Signature=***&n=5&_state=***');
});
