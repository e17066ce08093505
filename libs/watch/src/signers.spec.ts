import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { type RawManifest, partId, referrersTag } from '@cip/oci';
import type { JudgedSignature, SignedArtifact } from '@cip/provenance';
import type { Trust, UnreadSignatures } from '@cip/signing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AttachedTag } from './attached-tag.js';
import type { AuditorOptions } from './create-auditor.js';
import { hammer, handled } from './example-service.fixture.js';
import { artifact, promised, repository, type Service, serviceFor, source, textDigest } from './fixtures.js';

const elsewhere = 'us.example/prod/tool';
const key = createPublicKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const trusting = (): Trust => ({
  root: () => Promise.resolve({ missing: 'no trust root' }),
  keys: [{ name: 'release.pub', key }],
});

let service: Service;
let reads: string[];
/** By the digest of an artifact; one that is not here was signed by somebody trusted. */
let signed: Map<string, SignedArtifact | UnreadSignatures>;

beforeEach(() => {
  reads = [];
  signed = new Map();
  start();
});

/** A process that has seen nothing. */
function start(options: Partial<AuditorOptions> = {}): void {
  service = serviceFor(promised({ tool: { v1: hammer } }, 'eu.example/prod', 'us.example/prod'), {
    grace: 0,
    readSignatures: (at, { digest }) => {
      reads.push(`${at}@${digest}`);
      const found = signed.get(digest);
      return Promise.resolve(found ?? { signatures: [by(digest, 'trusted')] });
    },
    ...options,
  });
  for (const at of [repository, elsewhere, source]) service.registry.push(at, hammer, 'v1');
  trust(trusting());
}

function by(part: string, kind: 'trusted' | 'stranger'): JudgedSignature {
  return { part, kind, by: kind === 'trusted' ? 'the key release.pub' : 'mallory' };
}

/** The manifests say so from now on. */
function trust(trust: Trust | undefined): void {
  service.keeper.trust = trust;
  service.clock.now += 1;
}

async function told(pushed: RawManifest, { at = repository, tag = undefined as string | undefined } = {}) {
  service.clock.now += 1;
  service.registry.push(at, pushed, tag);
  const { digest } = pushed.descriptor;
  const received = service.received({ repository: at, digest, ...(tag !== undefined && { tag }) });
  return (await handled(service, received)).replace(/ rev-\d+$/, '');
}

const bundle = artifact(['bundle'], { subject: hammer });

describe('an artifact that only production has', () => {
  it('is verified when somebody trusted signed it', async () => {
    expect(await told(bundle)).toBe('VERIFIED attached');
    expect(service.transactions.at(-1)?.explanation).toMatch(/, and signed by the key release\.pub$/);
  });

  it('is rejected when a stranger signed it, who is named', async () => {
    signed.set(bundle.descriptor.digest, { signatures: [by(bundle.descriptor.digest, 'stranger')] });
    expect(await told(bundle)).toBe('REJECTED unknown-attachment');
    expect(service.transactions.at(-1)?.explanation).toContain('it is signed by mallory');
  });

  it('is not looked at where nobody is trusted', async () => {
    trust(undefined);
    expect(await told(bundle)).toBe('REJECTED unknown-attachment');
    expect(reads).toEqual([]);
  });

  it('that cannot be read is asked for again ten seconds later', async () => {
    const { digest } = bundle.descriptor;
    signed.set(digest, { unreadable: 'HTTP 500' });
    for (let i = 0; i < 2; i++) expect(await told(bundle)).toMatch(/^later: who signed/);
    expect(reads).toHaveLength(1);
    signed.delete(digest);
    service.clock.now += 10_000;
    expect(await told(bundle)).toBe('VERIFIED attached');
  });

  it('is verified once for all regions, and again by other keys', async () => {
    for (const at of [repository, elsewhere]) expect(await told(bundle, { at })).toBe('VERIFIED attached');
    expect(reads).toHaveLength(1);
    trust(trusting());
    service.clock.now += 5 * 60_000;
    signed.set(bundle.descriptor.digest, { signatures: [by(bundle.descriptor.digest, 'stranger')] });
    expect(await told(bundle)).toBe('REJECTED unknown-attachment');
    expect(reads).toHaveLength(2);
  });

  it('that lacked a part in one region is looked at again in another', async () => {
    const { digest } = bundle.descriptor;
    signed.set(digest, { signatures: [{ part: digest, kind: 'unproven', why: 'it is not there' }] });
    expect(await told(bundle)).toBe('REJECTED unknown-attachment');
    signed.delete(digest);
    expect(await told(bundle, { at: elsewhere })).toBe('VERIFIED attached');
  });

  it('is judged by the newest keys before it is rejected', async () => {
    trust(undefined);
    expect(await told(bundle)).toBe('REJECTED unknown-attachment');
    trust(trusting());
    expect(await told(bundle)).toBe('VERIFIED attached');
  });
});

describe('the tag of a signature', () => {
  const tag = `${referrersTag(hammer.descriptor.digest)}.sig`;
  const promotedOne = artifact(['payload#staging']);
  const grown = artifact(['payload#staging', 'payload#promoter']);
  const layer = (signature: string): string =>
    partId({
      digest: textDigest('payload'),
      annotations: { 'dev.cosignproject.cosign/signature': signature },
    });
  const signedBy = (of: RawManifest, kind: 'trusted' | 'stranger'): void => {
    signed.set(of.descriptor.digest, { signatures: [by(layer('promoter'), kind)] });
  };

  beforeEach(() => {
    service.registry.push(source, promotedOne, tag);
  });

  it.each([
    ['somebody trusted', 'trusted', 'VERIFIED attached'],
    ['a stranger', 'stranger', 'REJECTED unknown-attachment'],
  ] as const)('may grow by %s alone', async (_, kind, expected) => {
    signedBy(grown, kind);
    expect(await told(promotedOne, { tag })).toBe('VERIFIED attached');
    expect(await told(grown, { tag })).toBe(expected);
  });

  it('must not lose what somebody trusted had added', async () => {
    signedBy(grown, 'trusted');
    expect(await told(grown, { tag })).toBe('VERIFIED attached');
    expect(await told(promotedOne, { tag })).toBe('REJECTED wrong-digest');
  });

  it('must not lose what an earlier process has written down', async () => {
    const kept: AttachedTag[] = [];
    const attachedTags = {
      attachedTags: () => kept,
      keepAttachedTag: (attached: AttachedTag) => void kept.push(attached),
    };
    signedBy(grown, 'trusted');
    for (const expected of ['VERIFIED attached', 'REJECTED wrong-digest']) {
      start({ attachedTags });
      await service.keeper.since(service.clock.now);
      service.registry.push(source, promotedOne, tag);
      // The registry still has what the tag pointed at.
      service.registry.push(repository, grown);
      service.clock.now += kept.length;
      expect(await told(kept.length === 0 ? grown : promotedOne, { tag })).toBe(expected);
    }
    expect(kept.map(({ digest }) => digest)).toEqual([grown.descriptor.digest]);
  });

  it('must not lose what another region still has, also for a process that has seen nothing', async () => {
    signedBy(grown, 'trusted');
    service.registry.push(elsewhere, grown, tag);
    expect(await told(promotedOne, { tag })).toBe('REJECTED wrong-digest');
  });

  it('must not lose what was carried from the source', async () => {
    const replaced = artifact(['payload#promoter']);
    signedBy(replaced, 'trusted');
    signed.set(promotedOne.descriptor.digest, { signatures: [by(layer('staging'), 'trusted')] });
    expect(await told(replaced, { tag })).toBe('REJECTED wrong-digest');
    expect(reads).toContain(`${source}@${promotedOne.descriptor.digest}`);
  });
});
