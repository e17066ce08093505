import { expect, it } from 'vitest';
import { digest } from '../testing/samples.js';
import type { VerifiedArtifact } from '../verification/verification-report.js';
import { carriedItems, type CarriedPlace } from './carried.js';
import { carriedLines } from './carried-lines.js';
import { statusReport } from './status-report.js';

const bundle: VerifiedArtifact = {
  on: digest('a'),
  place: 'referrer',
  digest: digest('b'),
  artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  predicateType: 'https://slsa.dev/provenance/v1',
  result: 'verified',
  signedBy: ['me'],
};
const { predicateType: _, ...untyped } = bundle;
const place: CarriedPlace = { destination: 'us.example/prod/web', digest: digest('a'), artifacts: [] };

it.each<[string, VerifiedArtifact, object]>([
  ['an attestation', bundle, { kind: 'attestation', type: 'https://slsa.dev/provenance/v1' }],
  [
    'a signature in a bundle',
    { ...bundle, predicateType: 'https://sigstore.dev/cosign/sign/v1' },
    { kind: 'signature' },
  ],
  ['a signature under a tag', { ...untyped, place: 'sig' }, { kind: 'signature' }],
  [
    'an attestation under a tag that was not read',
    { ...untyped, place: 'att', result: 'unknown', reason: 'HTTP 500' },
    { kind: 'attestation', result: 'unknown', reason: 'HTTP 500' },
  ],
  ['an SBOM under a tag', { ...untyped, place: 'sbom', result: 'unsigned' }, { kind: 'sbom' }],
  [
    'an SBOM by its type',
    { ...untyped, artifactType: 'application/vnd.cyclonedx+json', result: 'unsigned' },
    { kind: 'sbom', type: 'application/vnd.cyclonedx+json' },
  ],
  [
    'another referrer',
    { ...untyped, artifactType: 'application/vnd.example', result: 'unsigned' },
    { kind: 'other', type: 'application/vnd.example' },
  ],
  ['an image under .sig', { ...untyped, place: 'sig', result: 'misplaced' }, { kind: 'other' }],
])('%s', (_situation, artifact, expected) => {
  expect(carriedItems([{ ...place, artifacts: [artifact] }])[0]?.carries).toMatchObject([
    { count: 1, ...expected },
  ]);
});

it('artifacts that differ in nothing but their digests are counted', () => {
  const artifacts = [bundle, { ...bundle, digest: digest('c') }, { ...bundle, signedBy: ['you'] }];
  const [item] = carriedItems([{ ...place, artifacts }]);
  expect(item?.carries.map(({ count, signedBy }) => [count, signedBy])).toEqual([
    [2, ['me']],
    [1, ['you']],
  ]);
});

it('regions that carry the same are one entry of the text, and nothing from outside steers the terminal', () => {
  const evil = { ...bundle, predicateType: '\u001b[2J', signedBy: ['\u202eevil'] };
  const places = ['eu', 'us', 'as', 'au'].map((region) => {
    return { ...place, destination: `${region}.example/prod/web`, artifacts: [bundle, evil] };
  });
  const attached = { places: [...places, { ...place, reason: 'HTTP 500' }], keeping: [] };
  const lines = carriedLines(statusReport([], { asked: 'web', requests: 0, attached }));
  expect(lines.slice(0, 3)).toEqual([
    'attached:',
    '  sha256:aaaaaaaaaaaa in 4 repositories:',
    '    1 attestation \\u001b[2J, signed by \\u202eevil',
  ]);
  expect(lines.at(-1)).toBe('    not everything could be read: HTTP 500');
  expect(lines.join('\n')).not.toMatch(/[\u001b\u202e]/);
});
