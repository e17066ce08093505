import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

export const audience = 'https://auditor.example/events/pubsub';
export const serviceAccount = 'pusher@project.iam.gserviceaccount.com';

const google = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What the address of Google's certificates answers. */
export const certificates = JSON.stringify({ one: google.publicKey.export({ type: 'spki', format: 'pem' }) });

export interface TokenOptions {
  readonly claims?: object;
  readonly header?: object;
  /** Default: Google. */
  readonly signer?: 'google' | 'stranger';
}

/** The token of a Pub/Sub push, which proves its caller as long as nothing is said otherwise. */
export function token({ claims = {}, header = {}, signer = 'google' }: TokenOptions = {}): string {
  const now = seconds();
  const parts = [
    { alg: 'RS256', kid: 'one', typ: 'JWT', ...header },
    {
      iss: 'https://accounts.google.com',
      aud: audience,
      email: serviceAccount,
      email_verified: true,
      iat: now - 10,
      exp: now + 3600,
      ...claims,
    },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign(signed, signer === 'google' ? google.privateKey : stranger.privateKey)}`;
}

function sign(text: string, key: KeyObject): string {
  return createSign('RSA-SHA256').update(text).sign(key, 'base64url');
}

/** With another signature than Google's. */
export function forgedToken(): string {
  return token().replace(/.{6}$/, 'AAAAAA');
}

/** One that says of itself that it is not signed. */
export function unsignedToken(): string {
  const [, body] = token().split('.');
  return `${Buffer.from('{"alg":"none","kid":"one"}').toString('base64url')}.${body}.`;
}

/** Since the epoch, as tokens have it. */
export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
