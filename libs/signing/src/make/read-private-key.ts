import { createPrivateKey, type KeyObject } from 'node:crypto';
import { openSecretbox, SecretboxError } from './open-secretbox.js';
import { signingError, type SigningError } from './signing-error.js';

/** A private key as it stands in a file. */
export interface WrittenKey {
  /** PEM. */
  readonly text: string;
  /** As errors call it, such as the name of its file. */
  readonly name: string;
  /** Is asked for when the key is encrypted. */
  readonly password: () => Promise<string | undefined>;
}

const encrypted = new Set(['ENCRYPTED SIGSTORE PRIVATE KEY', 'ENCRYPTED COSIGN PRIVATE KEY']);

/**
 * Reads a private key: one of `cosign generate-key-pair` or `import-key-pair`, or PKCS#8 without a password. ECDSA and RSA keys
 * are taken. Rejects with {@link SigningError} `KEY`.
 */
export async function readPrivateKey({ text, name, password }: WrittenKey): Promise<KeyObject> {
  const [, label = '', base64 = ''] =
    /^-----BEGIN ([A-Z ]+)-----\s+([A-Za-z0-9+/=\s]+?)-----END \1-----/m.exec(text) ?? [];
  const content = Buffer.from(base64, 'base64');
  if (label === 'PRIVATE KEY') return keyOf(content, name);
  if (encrypted.has(label)) return keyOf(await opened(content, name, await password()), name);
  const found =
    label === '' ? 'is not a private key in PEM' : `holds something else than a private key (${label})`;
  throw unusable(
    name,
    found,
    'name the private key of a cosign key pair, or one in PKCS#8 without a password',
  );
}

async function opened(content: Uint8Array, name: string, password: string | undefined): Promise<Uint8Array> {
  if (password === undefined) {
    throw unusable(
      name,
      'is encrypted, and no password was given',
      'set COSIGN_PASSWORD, or name a file with the password',
    );
  }
  try {
    return await openSecretbox(content, password);
  } catch (error) {
    if (!(error instanceof SecretboxError)) throw error;
    const remedy = error.isPassword
      ? 'give the password that the key was made with'
      : 'make a new key pair with "cosign generate-key-pair"';
    throw unusable(name, `cannot be decrypted: ${error.message}`, remedy);
  }
}

function keyOf(der: Uint8Array, name: string): KeyObject {
  const key = parsed(der);
  if (!key)
    throw unusable(
      name,
      'does not hold a key in PKCS#8',
      'make a new key pair with "cosign generate-key-pair"',
    );
  if (isVerifiable(key)) return key;
  throw unusable(
    name,
    `is a key that cosign does not verify (${kindOf(key)})`,
    'use ECDSA on P-256, or RSA with 2048 bits or more',
  );
}

const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** Signatures over SHA-256 by these are verified by cosign and by us. */
function isVerifiable({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  if (type === 'ec') return curves.has(details?.namedCurve ?? '');
  return type === 'rsa' && (details?.modulusLength ?? 0) >= 2048;
}

function kindOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string {
  const kind: string = type ?? 'unknown';
  const size = details?.namedCurve ?? details?.modulusLength;
  return size === undefined ? kind : `${kind}, ${size}`;
}

function parsed(der: Uint8Array): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
  } catch {
    // What OpenSSL says of it may hold a part of it.
    return undefined;
  }
}

function unusable(name: string, what: string, remedy: string): SigningError {
  return signingError('KEY', `the private key ${name} ${what}`, remedy);
}
