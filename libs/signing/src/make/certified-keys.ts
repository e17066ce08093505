import { generateKeyPairSync } from 'node:crypto';
import type { CallOptions } from '@cip/oci';
import type { Certificate, CertificateIdentity } from './certificate.js';
import { type Authority, requestCertificate } from './fulcio.js';
import { type IdentityToken, readIdentityToken, tokenError, type TokenSource } from './identity-token.js';
import type { SigningKey, SigningKeys } from './signing-key.js';
import { signingError } from './signing-error.js';

/** Where certificates come from. */
export interface CertifiedKeysOptions extends CallOptions {
  readonly authority: Authority;
  readonly token: TokenSource;
  /** Whom the certificates have to name. */
  readonly identity: CertificateIdentity;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a signature needs to be logged while its certificate is valid, in milliseconds; at most a fifth of its lifetime. */
const longestMargin = 60_000;
/** After a failure Fulcio is left alone for this long, in milliseconds: thousands of signatures wait for the same. */
const restMs = 30_000;

/**
 * Keys that live in memory, each with a certificate of Fulcio. One serves all signatures until its certificate is about to
 * end, since Fulcio is shared with the world.
 */
export class CertifiedKeys implements SigningKeys {
  #asked: Promise<SigningKey> | undefined;
  /** Until when what was asked for serves, in milliseconds since the epoch. */
  #until = 0;
  #current: SigningKey | undefined;

  constructor(private readonly options: CertifiedKeysOptions) {}

  /** Rejects with `SigningError` `TOKEN`, `CERTIFICATE` or `IDENTITY`. */
  current(): Promise<SigningKey> {
    if (this.#asked && this.options.now() < this.#until) return this.#asked;
    this.#current = undefined;
    this.#until = Infinity;
    this.#asked = this.#request();
    return this.#asked;
  }

  ended(key: SigningKey): void {
    if (this.#current === key) this.#until = 0;
  }

  async #request(): Promise<SigningKey> {
    const { authority, identity, now, signal } = this.options;
    const call = signal ? { signal } : {};
    try {
      const token = await this.#token(call);
      const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      // Counted from here on: the clock of Fulcio may differ from ours.
      const askedAt = now();
      const certificate = await requestCertificate(authority, token, key, call);
      checkIdentity(certificate, identity);
      this.#until = askedAt + usableFor(certificate);
      this.#current = { key, certificate };
      return this.#current;
    } catch (error) {
      this.#until = now() + restMs;
      throw error;
    }
  }

  async #token(call: CallOptions): Promise<IdentityToken> {
    const token = readIdentityToken(await this.options.token(call), 'the identity token');
    if (token.expiresAt !== undefined && token.expiresAt <= this.options.now()) {
      const ended = new Date(token.expiresAt).toISOString();
      throw tokenError(`the identity token expired at ${ended}`, 'have it renewed, and run again');
    }
    return token;
  }
}

function usableFor({ notBefore, notAfter }: Certificate): number {
  const lifetime = notAfter - notBefore;
  return lifetime - Math.min(longestMargin, lifetime / 5);
}

/** A signature of somebody else would not count, and would be made again by each run. */
function checkIdentity({ issuer, subject }: Certificate, expected: CertificateIdentity): void {
  if (issuer === expected.issuer && subject === expected.subject) return;
  throw signingError(
    'IDENTITY',
    `the certificate is for ${subject} (${issuer}), and the configuration expects ${expected.subject} (${expected.issuer})`,
    'sign with the token of that account, or correct "identity" under "signing" in .cip.yaml',
  );
}
