import { createHash } from 'node:crypto';
import type { CallOptions } from '@cip/oci';
import type { ServiceClient } from '@cip/registry';
import { RFC3161Timestamp } from '@sigstore/core';
import { serviceFailure, unusableAnswer } from './service-failure.js';
import { under } from './under.js';

/** A timestamp authority of Sigstore. */
export interface TimestampAuthority {
  readonly client: ServiceClient;
  /** Its base address, or the whole one. */
  readonly url: string;
}

/** What a timestamp authority says of a signature. */
export interface Timestamp {
  /** RFC 3161, DER. */
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** Has a signature timestamped (RFC 3161, asked for in JSON). Rejects with `SigningError` `TIMESTAMP`. */
export async function timestamp(
  { client, url: base }: TimestampAuthority,
  signature: Uint8Array,
  { signal }: CallOptions,
): Promise<Timestamp> {
  const url = new URL(base).pathname === '/' ? under(base, 'api/v1/timestamp') : new URL(base);
  const artifactHash = createHash('sha256').update(signature).digest('base64');
  const request = {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ artifactHash, hashAlgorithm: 'sha256' })),
    ...(signal && { signal }),
  } as const;
  const { bytes } = await client.exchange(request).catch((error: unknown) => {
    throw serviceFailure('TIMESTAMP', error, signal);
  });
  const time = timeIn(bytes);
  if (time === undefined) throw unusableAnswer('TIMESTAMP', url, 'it is not a timestamp that can be read');
  return { bytes, time };
}

function timeIn(bytes: Uint8Array): number | undefined {
  try {
    return RFC3161Timestamp.parse(Buffer.from(bytes)).signingTime.getTime();
  } catch {
    return undefined;
  }
}
