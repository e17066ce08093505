import { createHash } from 'node:crypto';
import { createServiceClient, type ServiceAnswer, type ServiceClient } from '@cip/registry';
import { createSigningKey, startSigstore, type TestSigstore } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { log, type Loggable } from './rekor.js';

const key = createSigningKey();
const content = new TextEncoder().encode('content');
const what: Loggable = {
  kind: 'hashedrekord',
  sha256: createHash('sha256').update(content).digest('hex'),
  signature: key.sign(content),
  verifier: key.publicKey,
};

let sigstore: TestSigstore;
let client: ServiceClient;
beforeAll(async () => {
  sigstore = await startSigstore();
  client = createServiceClient({ retryDeadline: 500 });
});
afterAll(async () => {
  await client.close();
  await sigstore[Symbol.asyncDispose]();
});

/** A log whose answers are changed on their way. */
function changing(change: (answer: ServiceAnswer) => ServiceAnswer): ServiceClient {
  return { ...client, exchange: async (request) => change(await client.exchange(request)) };
}

it('what was logged before its answer was lost is found', async () => {
  const asked: string[] = [];
  let kept: ServiceAnswer | undefined;
  const forgetful: ServiceClient = {
    ...client,
    exchange: async (request) => {
      asked.push(`${request.method} ${request.url.pathname}`);
      if (request.method === 'GET' && kept) return kept;
      kept = await client.exchange(request);
      const location = `/api/v1/log/entries/${'a'.repeat(80)}`;
      return { status: 409, bytes: new Uint8Array(), header: () => location };
    },
  };
  const entry = await log({ client: forgetful, url: `${sigstore.url}/` }, what, {});
  expect(entry).toMatchObject({ kind: 'hashedrekord', apiVersion: '0.0.1' });
  expect(asked).toEqual(['POST /api/v1/log/entries', `GET /api/v1/log/entries/${'a'.repeat(80)}`]);
});

interface Loose {
  body: string;
  integratedTime?: number;
  verification: { signedEntryTimestamp?: string; inclusionProof?: { hashes?: unknown } };
}

describe('an entry that proves nothing is no entry', () => {
  it.each<[situation: string, spoil: (entry: Loose) => void, why: RegExp]>([
    ['no promise', (entry) => delete entry.verification.signedEntryTimestamp, /no promise or proof/],
    ['no proof', (entry) => delete entry.verification.inclusionProof, /no promise or proof/],
    [
      'a proof without hashes',
      (entry) => delete entry.verification.inclusionProof?.hashes,
      /no promise or proof/,
    ],
    ['no time', (entry) => delete entry.integratedTime, /no time or number/],
    [
      'the body of another',
      (entry) => (entry.body = Buffer.from('{"kind":"dsse"}').toString('base64')),
      /something else/,
    ],
    [
      'another signature',
      (entry) => {
        const body = Buffer.from(entry.body, 'base64').toString();
        entry.body = Buffer.from(body.replace(what.signature, key.sign(content))).toString('base64');
      },
      /something else/,
    ],
  ])('%s', async (_, spoil, why) => {
    const spoilt = changing((answer) => {
      const entries = JSON.parse(Buffer.from(answer.bytes).toString()) as Record<string, Loose>;
      for (const entry of Object.values(entries)) spoil(entry);
      return { ...answer, bytes: Buffer.from(JSON.stringify(entries)) };
    });
    const logging = log({ client: spoilt, url: sigstore.url }, what, {});
    await expect(logging).rejects.toMatchObject({ code: 'LOG', failure: { code: 'INVALID_ANSWER' } });
    await expect(logging).rejects.toThrow(why);
  });
});
