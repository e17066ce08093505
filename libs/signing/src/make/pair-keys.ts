import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describeError } from '@cip/oci';
import { readTrustedKey, TrustError } from '../trust.js';
import { readPrivateKey } from './read-private-key.js';
import type { SigningKey, SigningKeys } from './signing-key.js';
import { signingError } from './signing-error.js';
import type { KeySettings } from './signer-settings.js';

/** The private key of a key pair, read when it is first needed. */
export class PairKeys implements SigningKeys {
  #key: Promise<SigningKey> | undefined;

  constructor(
    private readonly settings: KeySettings,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {}

  /** Rejects with `SigningError` `KEY`. */
  current(): Promise<SigningKey> {
    this.#key ??= this.#read();
    return this.#key;
  }

  /** A key pair has no end. */
  ended(): void {
    return;
  }

  async #read(): Promise<SigningKey> {
    const { file: name, publicKey } = this.settings;
    const text = await contentOf(name, 'the private key');
    const key = await readPrivateKey({ text, name, password: () => this.#password() });
    if (publicKey !== undefined) checkPair(key, publicKey, name);
    return { key };
  }

  async #password(): Promise<string | undefined> {
    const { passwordFile } = this.settings;
    if (passwordFile === undefined) return this.environment['COSIGN_PASSWORD'];
    // Editors end a file with a line feed, which nobody types.
    return (await contentOf(passwordFile, 'the password of the private key')).replace(/\r?\n$/, '');
  }
}

async function contentOf(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = `${what} cannot be read: ${describeError(error)}`;
    throw signingError('KEY', reason, 'name a file that this program may read');
  }
}

function checkPair(key: KeyObject, publicKey: string, name: string): void {
  if (createPublicKey(key).equals(publicKeyIn(publicKey))) return;
  throw signingError(
    'KEY',
    `the private key ${name} does not belong to the public key of the configuration`,
    'name both keys of one pair under "signing" in .cip.yaml',
  );
}

function publicKeyIn(text: string): KeyObject {
  try {
    return readTrustedKey(text, 'what "signing" names as its public key').key;
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    throw signingError('KEY', error.message, 'name the public key of the pair');
  }
}
