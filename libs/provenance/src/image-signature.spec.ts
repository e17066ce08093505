import { expect, it } from 'vitest';
import { digest } from './fixtures.js';
import { signatureStatement, simpleSigningPayload } from './image-signature.js';

const image = { publicName: 'registry.k8s.io/foo', digest: digest('a') };

it('the payload of a signature is that of cosign', () => {
  expect(new TextDecoder().decode(simpleSigningPayload(image))).toBe(
    `{"critical":{"identity":{"docker-reference":"registry.k8s.io/foo"},"image":{"docker-manifest-digest":"${image.digest}"},"type":"cosign container image signature"},"optional":null}`,
  );
});

it('the statement of a signature is about the image by its public name', () => {
  expect(signatureStatement(image)).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'registry.k8s.io/foo', digest: { sha256: 'a'.repeat(64) } }],
    predicateType: 'https://sigstore.dev/cosign/sign/v1',
    predicate: {},
  });
});
