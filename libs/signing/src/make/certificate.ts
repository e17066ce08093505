import type { KeyObject } from 'node:crypto';
import { X509Certificate as NodeCertificate } from 'node:crypto';
import { X509Certificate } from '@sigstore/core';

/** Who signs, as a certificate says it. */
export interface CertificateIdentity {
  /** Of the identity token, such as `https://accounts.google.com`. */
  readonly issuer: string;
  /** A mail address, or the URL of a workflow. */
  readonly subject: string;
}

/** A certificate of Fulcio. */
export interface Certificate extends CertificateIdentity {
  /** PEM. */
  readonly pem: string;
  readonly der: Uint8Array;
  /** PEM: those that lead from it to the root. */
  readonly chain: readonly string[];
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  /** Milliseconds since the epoch. */
  readonly notAfter: number;
}

const issuerExtension = '1.3.6.1.4.1.57264.1.8';

/** Reads a certificate for a key, with its chain. Throws an `Error` whose message is half a sentence. */
export function readCertificate([pem = '', ...chain]: readonly string[], key: KeyObject): Certificate {
  const [own, parsed] = parsedOf(pem);
  if (!own.checkPrivateKey(key)) throw new Error('it was issued for another key');
  const issuer = parsed.extension(issuerExtension)?.valueObj.subs[0]?.value.toString('utf8') ?? '';
  const subject = parsed.subjectAltName ?? '';
  if (issuer === '' || subject === '') throw new Error('it names no issuer or no identity');
  return {
    issuer,
    subject,
    pem: withEnd(pem),
    der: own.raw,
    chain: chain.map(withEnd),
    notBefore: parsed.notBefore.getTime(),
    notAfter: parsed.notAfter.getTime(),
  };
}

function parsedOf(pem: string): [NodeCertificate, X509Certificate] {
  try {
    return [new NodeCertificate(pem), X509Certificate.parse(pem)];
  } catch {
    throw new Error('it cannot be read');
  }
}

function withEnd(pem: string): string {
  return pem.endsWith('\n') ? pem : `${pem}\n`;
}
