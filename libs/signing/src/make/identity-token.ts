import { type CallOptions, parseJsonObject } from '@cip/oci';
import { signingError, type SigningError } from './signing-error.js';

/** Gives a new identity token (a JWT of OpenID Connect). Rejects with {@link SigningError} `TOKEN`. */
export type TokenSource = (options: CallOptions) => Promise<string>;

/** An identity token, unchecked: Fulcio checks it. */
export interface IdentityToken {
  readonly text: string;
  /** What Fulcio wants signed as a proof that the key is ours: the mail address, or else the subject. */
  readonly subject: string;
  /** In milliseconds since the epoch; absent where it does not say. */
  readonly expiresAt?: number;
}

/** Reads a token, as far as a request for a certificate needs it. `from` says whose it is. Throws {@link SigningError}. */
export function readIdentityToken(text: string, from: string): IdentityToken {
  const parts = text.split('.');
  const claims = parts.length === 3 ? parseJsonObject(Buffer.from(parts[1] ?? '', 'base64url')) : undefined;
  if (!claims) throw tokenError(`${from} is not an identity token (JWT)`, 'give a token of OpenID Connect');
  const { email, email_verified: isVerified, sub, exp } = claims;
  const isMail = typeof email === 'string' && email !== '';
  if (isMail && isVerified !== true && isVerified !== 'true') {
    throw tokenError(
      `${from} holds a mail address that is not verified`,
      'use an account with a verified address',
    );
  }
  const subject = isMail ? email : sub;
  if (typeof subject !== 'string' || subject === '') {
    throw tokenError(`${from} names no subject`, 'give a token with the claim "email" or "sub"');
  }
  return { text, subject, ...(typeof exp === 'number' && { expiresAt: exp * 1000 }) };
}

/** An error about an identity token. */
export function tokenError(reason: string, remedy: string): SigningError {
  return signingError('TOKEN', reason, remedy);
}
