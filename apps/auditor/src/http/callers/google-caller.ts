import { describeError } from '@cip/oci';
import type { Certificates, OAuth2Client, TokenPayload } from 'google-auth-library';
import { bearerOf, type CallerAnswer, type CallerCheck, proven, refused } from './caller-check.js';

export interface GoogleCallerOptions {
  /** What the tokens must be made for. */
  readonly audience: string;
  /** The e-mail address of the service account that must have asked for them. */
  readonly serviceAccount: string;
  /** Where the certificates of the signer are, as PEM by key id; default Google's. For tests. */
  readonly certificatesUrl?: string;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
}

const issuers = ['accounts.google.com', 'https://accounts.google.com'];
const certificatesTimeout = 5000;
const skewSeconds = 300;

/**
 * Proves a Pub/Sub push by its token (Pub/Sub, "Authentication for push subscriptions"): signed by Google, valid now (five
 * minutes of clock skew are allowed), for this audience, of this service account. Certificates are kept as long
 * as their answer allows; while there are none, nobody can be proven and nobody is refused.
 */
export function googleCaller(options: GoogleCallerOptions): CallerCheck {
  const signer = new Signer(options.certificatesUrl);
  return async (authorization) => {
    const token = bearerOf(authorization);
    if (token === undefined) return refused('no-credentials', 'no bearer token was sent');
    if (token.split('.').length !== 3) return refused('not-believed', 'the token is no signed token');
    let certificates: Certificates;
    try {
      certificates = await signer.certificates();
    } catch (error) {
      return { kind: 'unknown', explanation: describeError(error) };
    }
    const payload = await signer.payload(token, certificates);
    return payload
      ? checkPayload(payload, options)
      : refused('not-believed', 'the token is forged or expired');
  };
}

function checkPayload(
  payload: TokenPayload,
  { audience, serviceAccount, clock = Date.now }: GoogleCallerOptions,
): CallerAnswer {
  if (isTooEarly(payload, clock() / 1000)) return refused('not-believed', 'the token is not valid yet');
  if (!issuers.includes(payload.iss)) return refused('somebody-else', 'the token has another issuer');
  if (payload.aud !== audience) return refused('somebody-else', 'the token is for another audience');
  if (payload.email !== serviceAccount) {
    return refused('somebody-else', 'the token is of another service account');
  }
  if (payload.email_verified === true) return proven;
  return refused('somebody-else', 'the address of the service account is not verified');
}

/** The library looks at the other times, but not at `nbf` (RFC 7519, section 4.1.5). One that is no number is not believed. */
function isTooEarly(payload: object, seconds: number): boolean {
  const notBefore = 'nbf' in payload ? payload.nbf : undefined;
  if (notBefore === undefined) return false;
  return typeof notBefore !== 'number' || notBefore > seconds + skewSeconds;
}

/** Who signs the tokens. The library is loaded by the first token. */
class Signer {
  #client: Promise<OAuth2Client> | undefined;
  #fetching: Promise<Certificates> | undefined;

  constructor(readonly certificatesUrl: string | undefined) {}

  /** One request for all who ask at the same time. Rejects when there are no certificates. */
  certificates(): Promise<Certificates> {
    return (this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined;
    }));
  }

  /** Undefined for a token that is not signed by one of the certificates, or is not valid now. */
  async payload(token: string, certificates: Certificates): Promise<TokenPayload | undefined> {
    const client = await this.#open();
    try {
      const ticket = await client.verifySignedJwtWithCertsAsync(token, certificates);
      return ticket.getPayload();
    } catch {
      // Its messages hold the token.
      return undefined;
    }
  }

  async #fetch(): Promise<Certificates> {
    const client = await this.#open();
    const certificates: unknown = (await client.getFederatedSignonCertsAsync()).certs;
    if (typeof certificates === 'object' && certificates !== null) return certificates as Certificates;
    throw new Error('the answer has no certificates in it');
  }

  #open(): Promise<OAuth2Client> {
    return (this.#client ??= this.#load());
  }

  async #load(): Promise<OAuth2Client> {
    const { OAuth2Client } = await import('google-auth-library');
    return new OAuth2Client({
      transporterOptions: { timeout: certificatesTimeout },
      ...(this.certificatesUrl !== undefined && {
        endpoints: { oauth2FederatedSignonPemCertsUrl: this.certificatesUrl },
      }),
    });
  }
}
