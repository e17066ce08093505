import { type Digest, digestOf } from '@cip/oci';
import { expect, it } from 'vitest';
import { UnrecognizableError } from './own-signer.js';
import type { PromisedDigest } from './promised-digests.js';
import type { SigningRegistries } from './open-signing.js';
import { signsNothing } from './unrecognizable.js';

const [signed, other] = ['a', 'b'].map((text) => digestOf(Buffer.from(text))) as [Digest, Digest];

it('while its own signatures cannot be recognized, a promotion signs nothing, and says so of each image', async () => {
  const promised = [{ digest: signed }] as PromisedDigest[];
  const why = new UnrecognizableError('the trust root of Sigstore cannot be fetched');
  const signing = signsNothing(why, promised, ({ source }) => source === 'in turn').open(
    {} as SigningRegistries,
  );
  const ask = (digest: Digest, source: string): Promise<unknown> =>
    signing.findUnsigned({ digest, source, mediaType: '', isNew: true }, 'prod.example/app');
  expect(await ask(signed, 'in turn')).toEqual({
    missing: [],
    unread: {
      code: 'UNAVAILABLE',
      reason:
        "the project's own signatures cannot be recognized: the trust root of Sigstore cannot be fetched",
      remedy: expect.stringContaining('"trust" in .cip.yaml') as string,
    },
  });
  expect(await ask(signed, 'another time')).toEqual({ missing: [] });
  expect(await ask(other, 'in turn')).toEqual({ missing: [] });
  expect(
    signing.begin(
      () => undefined,
      () => undefined,
    ),
  ).toBeUndefined();
  await signing.close();
});
