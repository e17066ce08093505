import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** A key pair as `cosign generate-key-pair` makes it: ECDSA on P-256. */
export interface SigningKey {
  /** PEM. */
  readonly publicKey: string;
  /** Base64, of the bytes under SHA-256. */
  sign(bytes: Uint8Array): string;
  /** Signs a statement as a DSSE bundle, in no log. */
  attest(statement: object): object;
}

/** A new pair of keys. */
export function createSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = (bytes: Uint8Array): string => sign('sha256', bytes, privateKey).toString('base64');
  return {
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    sign: signed,
    attest: (statement) => {
      const payload = Buffer.from(JSON.stringify(statement));
      const payloadType = 'application/vnd.in-toto+json';
      const hint = createHash('sha256').update(publicKey.export({ format: 'der', type: 'spki' }));
      return {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: {
          publicKey: { hint: hint.digest('base64') },
          tlogEntries: [],
        },
        dsseEnvelope: {
          payload: payload.toString('base64'),
          payloadType,
          signatures: [{ sig: signed(encode(payloadType, payload)), keyid: '' }],
        },
      };
    },
  };
}

/** The pre-authentication encoding of DSSE 1. */
function encode(type: string, payload: Uint8Array): Uint8Array {
  const header = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.byteLength} `;
  return Buffer.concat([Buffer.from(header), payload]);
}
