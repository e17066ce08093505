import type { CertifiedRun } from '@cip/provenance';
import { ASN1Obj } from '@sigstore/core';
import type { VerificationPolicy } from '@sigstore/verify';

/** The extensions of Fulcio, below 1.3.6.1.4.1.57264.1. */
const extensions = {
  sourceRepositoryUri: 12,
  sourceRepositoryRef: 14,
  buildConfigUri: 18,
  buildTrigger: 20,
} as const satisfies Record<keyof CertifiedRun, number>;

const fulcio = '1.3.6.1.4.1.57264.1';

/** What a certificate says of the run that asked for it. Throws when an extension that says so cannot be read. */
export function certifiedRun({ oids = [] }: Pick<VerificationPolicy, 'oids'>): CertifiedRun {
  const values = new Map(oids.map(({ oid, value }) => [oid?.id.join('.'), value]));
  const texts = Object.entries(extensions).flatMap(([name, number]) => {
    const value = values.get(`${fulcio}.${number}`);
    return value ? [[name, readText(value)] as const] : [];
  });
  return Object.fromEntries(texts);
}

const utf8String = 0x0c;

/** Reads a UTF8String in DER. */
function readText(der: Uint8Array): string {
  const bytes = Buffer.from(der);
  const text = ASN1Obj.parseBuffer(bytes);
  if (text.tag.toDER() !== utf8String || !text.toDER().equals(bytes)) {
    throw new TypeError('an extension of its certificate is not a text');
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(text.value);
}
