import { scrypt, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { isObject, parseJsonObject } from '@cip/oci';
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';

/** What is encrypted cannot be opened. The message is half a sentence. */
export class SecretboxError extends Error {
  override readonly name = 'SecretboxError';

  /** `isPassword`: another password may open it. */
  constructor(
    message: string,
    readonly isPassword = false,
  ) {
    super(message);
  }
}

interface Sealed {
  readonly cost: { readonly N: number; readonly r: number; readonly p: number };
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

const keyLength = 32;
const nonceLength = 24;
/** Bytes that scrypt may take: four times what cosign's parameters need. */
const mostMemory = 256 * 1024 * 1024;
const mostPasses = 16;

/**
 * Opens what cosign encrypts with a password: NaCl's secretbox, with a key by scrypt, described in JSON
 * (https://github.com/secure-systems-lab/go-securesystemslib, "encrypted"). Throws {@link SecretboxError}.
 */
export async function openSecretbox(json: Uint8Array, password: string): Promise<Uint8Array> {
  const { cost, salt, nonce, ciphertext } = read(json);
  const key = await derive(password, salt, cost);
  try {
    return xsalsa20poly1305(key, nonce).decrypt(ciphertext);
  } catch {
    throw new SecretboxError('the password does not open it', true);
  }
}

function read(json: Uint8Array): Sealed {
  const { kdf, cipher, ciphertext } = parseJsonObject(json) ?? {};
  if (
    !isObject(kdf) ||
    !isObject(cipher) ||
    kdf['name'] !== 'scrypt' ||
    cipher['name'] !== 'nacl/secretbox'
  ) {
    throw new SecretboxError('it is encrypted in an unknown way');
  }
  const params = isObject(kdf['params']) ? kdf['params'] : {};
  const nonce = bytesOf(cipher['nonce']);
  if (nonce.length !== nonceLength) throw new SecretboxError('its nonce has the wrong length');
  const { N, r, p } = params;
  if (!isCount(N) || !isCount(r) || !isCount(p))
    throw new SecretboxError('its scrypt parameters are not numbers');
  if (128 * N * r > mostMemory || p > mostPasses) {
    throw new SecretboxError('its scrypt parameters ask for more memory or time than a key needs');
  }
  return { cost: { N, r, p }, salt: bytesOf(kdf['salt']), nonce, ciphertext: bytesOf(ciphertext) };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function bytesOf(base64: unknown): Uint8Array {
  if (typeof base64 !== 'string') throw new SecretboxError('it is cut short');
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

const derived = promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

async function derive(password: string, salt: Uint8Array, cost: Sealed['cost']): Promise<Uint8Array> {
  try {
    return new Uint8Array(await derived(password, salt, keyLength, { ...cost, maxmem: 2 * mostMemory }));
  } catch {
    throw new SecretboxError('its scrypt parameters are not valid');
  }
}
