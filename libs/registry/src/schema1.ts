import { isObject, parseJsonObject } from '@cip/oci';

/**
 * The signed payload of a schema 1 manifest: its digest is that of the payload, not of the bytes, which also hold
 * the signatures. Undefined when the signatures do not say where the payload ends.
 */
export function schema1Payload(bytes: Uint8Array): Uint8Array | undefined {
  const signatures = parseJsonObject(bytes)?.['signatures'];
  const first: unknown = Array.isArray(signatures) ? signatures[0] : undefined;
  if (!isObject(first) || typeof first['protected'] !== 'string') return undefined;
  const frame = parseJsonObject(Buffer.from(first['protected'], 'base64url'));
  const length = frame?.['formatLength'];
  const tail = frame?.['formatTail'];
  if (typeof length !== 'number' || typeof tail !== 'string') return undefined;
  if (!Number.isSafeInteger(length) || length < 0 || length > bytes.byteLength) return undefined;
  return Buffer.concat([bytes.subarray(0, length), Buffer.from(tail, 'base64url')]);
}
