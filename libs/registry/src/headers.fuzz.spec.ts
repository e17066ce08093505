import { fuzz, textsNear } from '@cip/testing';
import { expect, it } from 'vitest';
import { parseChallenges } from './auth/challenge.js';
import { parseScopes } from './auth/scopes.js';
import { nextLink } from './link.js';
import { retryAfter } from './retry-after.js';

it('WWW-Authenticate: schemes and parameters are what stands there', async () => {
  const near = textsNear(
    'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:a:pull,push"',
    'Negotiate abc==, Basic realm="say \\"hi\\""',
  );
  await fuzz(near, (header) => {
    for (const { scheme, parameters } of parseChallenges(header)) {
      expect(scheme).toMatch(/^[!#$%&'*+.^_`|~0-9a-z-]+$/);
      expect(header.toLowerCase()).toContain(scheme);
      for (const name of Object.keys(parameters)) expect(header.toLowerCase()).toContain(name);
    }
  });
});

it('scopes: each has one action', async () => {
  await fuzz(textsNear('repository:a/b:pull,push repository:c:delete'), (text) => {
    for (const scope of parseScopes(text)) expect(scope).toMatch(/:[^:,\s]*$/);
  });
});

it('Link: the next page is a URL, none, or invalid', async () => {
  const near = textsNear(
    '</v2/a/tags/list?last=b&n=100>; rel="next"',
    '</p>; rel="prev", <https://registry.example/n>; title="a, b"; rel="next last"',
  );
  await fuzz(near, (header) => {
    const found = nextLink(header, new URL('https://registry.example/v2/a/tags/list'));
    expect(found === undefined || found === 'invalid' || found instanceof URL).toBe(true);
    if (found !== undefined) expect(header).toMatch(/next/i);
  });
});

it('Retry-After: a time that is not before now, or none', async () => {
  const now = Date.parse('2030-01-01T00:00:00Z');
  await fuzz(textsNear('120', 'Tue, 01 Jan 2030 00:00:10 GMT'), (header) => {
    const wait = retryAfter(header, now) ?? 0;
    expect(Number.isSafeInteger(wait) && wait >= 0).toBe(true);
  });
});
