import { startRegistry, type TestRegistry } from '@cip/testing';
import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Authorizer } from './auth/authorizer.js';
import { usualAccessRemedy } from './auth/access.js';
import { Secrets } from './auth/secrets.js';
import { systemClock } from './clock.js';
import type { Call, Method } from './call.js';
import { RightsViolationError } from './errors.js';
import { HostHealths } from './host-healths.js';
import { Hosts } from './hosts.js';
import { RequestLedger } from './ledger.js';
import { Quota } from './quota.js';
import { ShownHosts } from './shown-hosts.js';
import { type Rights, Transport } from './transport.js';
import { Wire } from './wire.js';

let server: TestRegistry;
const agent = new Agent();

beforeEach(async () => {
  server = await startRegistry();
});

afterEach(async () => {
  await server.close();
});

function transportWith(rights: Rights): Transport {
  const timing = { retryDeadline: 500, idleTimeout: 500 };
  const quota = new Quota({ requestsPerSecond: 100, burst: 100, concurrency: 4, ...timing });
  const secrets = new Secrets();
  const wire = new Wire({
    secrets,
    shownHosts: new ShownHosts(secrets),
    accessRemedy: usualAccessRemedy,
    agent,
    quota,
    health: new HostHealths({ firstAnswerWithin: 500, ...timing }),
    ledger: new RequestLedger(),
    clock: systemClock,
    userAgent: 'test',
    quoteOthers: true,
    answerTimeout: 5000,
    leastRate: 1024,
    ...timing,
  });
  return new Transport(
    rights,
    wire,
    new Authorizer(undefined, 'no credentials were given', secrets, new Hosts({}), wire),
  );
}

function call(method: Method): Call {
  const url = new URL(`http://${server.host}/v2/team/app/manifests/v1`);
  const names = { registry: server.host, repository: 'team/app' };
  return { ...names, kind: 'manifest-put', method, url, access: 'write' };
}

describe('rights', () => {
  it.each([
    ['read-only', 'POST'],
    ['read-only', 'PUT'],
    ['read-only', 'PATCH'],
    ['read-only', 'DELETE'],
    ['write-once', 'DELETE'],
  ] as const)('a %s transport never sends %s', async (rights, method) => {
    const sending = transportWith(rights).exchange(call(method), () => undefined);
    await expect(sending).rejects.toThrow(RightsViolationError);
    expect(server.requests).toHaveLength(0);
  });

  it('a transport with all rights sends DELETE', async () => {
    await transportWith('everything').exchange(call('DELETE'), () => undefined);
    expect(server.requests.map(({ method }) => method)).toEqual(['DELETE']);
  });
});
