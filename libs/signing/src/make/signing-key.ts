import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Certificate } from './certificate.js';

/** What signs at the moment. */
export interface SigningKey {
  readonly key: KeyObject;
  /** Of a key that a certificate vouches for. */
  readonly certificate?: Certificate;
}

/** Gives what signs at the moment. */
export interface SigningKeys {
  current(): Promise<SigningKey>;
  /** Says that what was given has ended. */
  ended(key: SigningKey): void;
}

/** The signature of some bytes, over their SHA-256. */
export function signatureOf(bytes: Uint8Array, { key }: SigningKey): Buffer {
  return sign('sha256', bytes, key);
}

/** PEM: what a signature is verified with, the certificate or the public key. */
export function verifierOf({ key, certificate }: SigningKey): string {
  return certificate?.pem ?? createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
}
