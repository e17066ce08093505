import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { expect, it } from 'vitest';
import { startSigstore } from './start-sigstore.js';

const who = { issuer: 'https://accounts.google.com', identity: 'builder@project.example' };

it('what is signed verifies with its trusted root, and with no other', async () => {
  await using sigstore = await startSigstore();
  await using other = await startSigstore();
  const bundle = bundleFromJSON(await sigstore.attest(who, { predicateType: 'https://example/p' }));
  const verifierOf = ({ trustedRoot }: { trustedRoot: string }) =>
    new Verifier(toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(trustedRoot))));
  expect(verifierOf(sigstore).verify(toSignedEntity(bundle)).identity).toMatchObject({
    subjectAlternativeName: who.identity,
    extensions: { issuer: who.issuer },
  });
  expect(() => verifierOf(other).verify(toSignedEntity(bundle))).toThrow(/certificate/);
  expect(sigstore.counts).toEqual({ certificates: 1, entries: 1, timestamps: 0 });
});
