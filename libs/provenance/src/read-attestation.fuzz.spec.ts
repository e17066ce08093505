import { isDigest } from '@cip/oci';
import { expectPrintable, fuzz, jsonBytesNear } from '@cip/testing';
import { expect, it } from 'vitest';
import { attached, digest, image, provenance, statement } from './fixtures.js';
import { readAttestations } from './read-attestation.js';

const written = (bytes: Uint8Array): object => JSON.parse(new TextDecoder().decode(bytes)) as object;
const statements = [provenance(), statement({})].map(written);

it('a statement names digests and texts, or it is said why it is none', async () => {
  await fuzz(jsonBytesNear(...statements), (payload) => {
    const [read] = readAttestations(image(attached(payload)));
    if (read?.why !== undefined) expectPrintable(read.why);
    if (!read?.says) return;
    const { predicateType, about, otherSubject, build } = read.says;
    expect(predicateType).not.toBe('');
    expect([...about, otherSubject ?? digest('a')].every(isDigest)).toBe(true);
    for (const text of build ? [...build.sources, build.builder ?? '', build.buildType ?? ''] : []) {
      expect(text).toBeTypeOf('string');
    }
  });
});

it('the statements that the others are near to are read', () => {
  const payloads = [provenance(), statement({})];
  const read = readAttestations(image(...payloads.map((payload) => attached(payload))));
  expect(read.map(({ says }) => says?.predicateType)).not.toContain(undefined);
});
