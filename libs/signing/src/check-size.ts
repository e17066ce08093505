import type { Bundle } from '@sigstore/bundle';
import { UnreadableSignatureError } from './signed.js';

// Whoever may push to a staging registry writes bundles. What the verifier does with them has to be bounded: it compares
// each entry with each, makes numbers of digits of any length, and a regular expression of a name.
const mostEntries = 8;
const largestPart = 64 * 1024;
const longestCheckpoint = 16 * 1024;
const longestNumber = 20;
const mostHashes = 64;

/** Throws {@link UnreadableSignatureError} for what would take long to verify. */
export function checkSize({ verificationMaterial: material }: Bundle): void {
  const { content, tlogEntries, timestampVerificationData } = material;
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  const certificates = certificatesOf(content);
  for (const [list, what] of [
    [tlogEntries, 'log entries'],
    [timestamps, 'timestamps'],
    [certificates, 'certificates'],
  ] as const) {
    refuse(list.length > mostEntries, `has more than ${mostEntries} ${what}`);
  }
  for (const { rawBytes } of certificates) {
    refuse(rawBytes.length > largestPart, 'has a certificate that is too large');
  }
  for (const { signedTimestamp } of timestamps) {
    refuse(signedTimestamp.length > largestPart, 'has a timestamp that is too large');
  }
  for (const { integratedTime, logIndex, inclusionProof: proof } of tlogEntries) {
    for (const digits of [integratedTime, logIndex, proof?.logIndex, proof?.treeSize]) {
      refuse((digits ?? '').length > longestNumber, 'has a number that is too large');
    }
    refuse((proof?.hashes.length ?? 0) > mostHashes, 'has an inclusion proof that is too long');
    const checkpoint = proof?.checkpoint?.envelope ?? '';
    refuse(!isUsualCheckpoint(checkpoint), 'has a checkpoint of an unknown form');
  }
}

function certificatesOf(
  content: Bundle['verificationMaterial']['content'],
): readonly { readonly rawBytes: Buffer }[] {
  switch (content.$case) {
    case 'certificate':
      return [content.certificate];
    case 'x509CertificateChain':
      return content.x509CertificateChain.certificates;
    case 'publicKey':
      return [];
  }
}

/** As in "— rekor.sigstore.dev wNI9ajBF…" at the start of a line. */
const signature = /^\u2014 ([\w.:/-]+) \S+$/;

function isUsualCheckpoint(envelope: string): boolean {
  if (envelope.length > longestCheckpoint) return false;
  const lines = envelope.split('\n');
  const size = lines[1] ?? '';
  return (
    size.length <= longestNumber && lines.every((line) => !line.includes('\u2014') || signature.test(line))
  );
}

function refuse(isTooMuch: boolean, why: string): void {
  if (isTooMuch) throw new UnreadableSignatureError(why);
}
