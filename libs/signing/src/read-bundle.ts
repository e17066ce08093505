import { isObject, parseJsonObject } from '@cip/oci';
import { type Bundle, bundleFromJSON, ValidationError } from '@sigstore/bundle';
import { checkSize } from './check-size.js';
import { type Signed, UnreadableSignatureError } from './signed.js';

/** The artifact type of a Sigstore bundle, and the media type of its one layer. */
export function isBundleType(type: string | undefined): boolean {
  return type !== undefined && /^application\/vnd\.dev\.sigstore\.bundle(\.v0\.\d)?\+json(;|$)/.test(type);
}

/** Reads a Sigstore bundle with an envelope. Throws {@link UnreadableSignatureError}. */
export function readBundle(bytes: Uint8Array): Signed {
  const value = parseJsonObject(bytes);
  if (!value) throw new UnreadableSignatureError('is not a JSON object');
  if (isObject(value['messageSignature'])) {
    throw new UnreadableSignatureError('is a bundle that signs no statement', 'unverifiable');
  }
  const bundle = bundleOf(value);
  if (bundle.content.$case !== 'dsseEnvelope') throw new UnreadableSignatureError('has no envelope');
  return { bundle, payload: bundle.content.dsseEnvelope.payload };
}

/** Makes a bundle of its JSON form. Throws {@link UnreadableSignatureError}, also for one that would take long to verify. */
export function bundleOf(value: unknown): Bundle {
  try {
    const bundle = bundleFromJSON(value);
    checkSize(bundle);
    return bundle;
  } catch (error) {
    if (error instanceof UnreadableSignatureError) throw error;
    const fields = error instanceof ValidationError ? error.fields.slice(0, 3) : [];
    const what = fields.length > 0 ? `: ${fields.join(', ')}` : '';
    throw new UnreadableSignatureError(`is not a sound bundle${what}`);
  }
}
