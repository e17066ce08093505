import { expect, it } from 'vitest';
import { attestationInvalid } from './attestation-invalid.js';
import { factsWith, findings, index, newDigest, source } from './online-facts.fixture.js';

const found = (...invalid: string[]) => {
  const provenance = { outcomes: [], invalid, signers: [], isPartial: false };
  return findings(
    attestationInvalid,
    factsWith({ added: [{ source, digest: newDigest, facts: index, provenance }] }),
  );
};

it('attestations that do not verify are one finding at the image', () => {
  expect(found('the tag sha256-1a….att is not signed', 'layer 2 is about another image')).toMatchObject([
    {
      severity: 'error',
      message:
        'sha256:1a0000000000 has attestations that do not verify: the tag sha256-1a….att is not signed; layer 2 is about another image',
      where: { file: 'images/foo/images.yaml', line: 3, column: 5 },
      touches: [{ subproject: 'foo', image: 'app', digest: newDigest }],
    },
  ]);
});

it('an image without any is fine', () => {
  expect(found()).toEqual([]);
  expect(findings(attestationInvalid, factsWith())).toEqual([]);
});
