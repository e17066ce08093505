import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Signer } from '@cip/manifest';
import { describeError, printable } from '@cip/oci';
import { isAmong, type ProvenSigner } from '@cip/provenance';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial, type TrustMaterial } from '@sigstore/verify';

/** A public key whose signatures are trusted. */
export interface TrustedKey {
  /** As reports show it, such as the name of its file. */
  readonly name: string;
  readonly key: KeyObject;
}

/** Authorities and logs, or why there are none: then nothing that was signed with a certificate can be verified. */
export type TrustRoot = TrustMaterial | { readonly missing: string };

/** What signatures are verified with. */
export interface Trust {
  /** Is asked for with the first certificate: it may have to be fetched. */
  readonly root: () => Promise<TrustRoot>;
  readonly keys: readonly TrustedKey[];
  /** Identities that are trusted when a certificate proves them; absent for none. */
  readonly identities?: readonly Signer[];
}

/** Whether the configuration trusts a signer: by one of its keys, or as one of its identities. */
export function isTrusted({ identities = [] }: Pick<Trust, 'identities'>, signer: ProvenSigner): boolean {
  return signer.kind === 'key' || isAmong(identities, signer);
}

/** A trust root or key that cannot be used. The message is a sentence without its end. */
export class TrustError extends Error {
  override readonly name = 'TrustError';
}

/**
 * Reads `trusted_root.json` (media type `application/vnd.dev.sigstore.trustedroot+json`). `shownAs` stands for it in messages.
 * Throws {@link TrustError}.
 */
export function readTrustRoot(text: string, shownAs: string): TrustMaterial {
  try {
    const root = TrustedRoot.fromJSON(JSON.parse(text));
    if (root.certificateAuthorities.length === 0) throw new TypeError('it lists no certificate authority');
    return toTrustMaterial(root);
  } catch (error) {
    throw new TrustError(`${shownAs} is not a Sigstore trust root: ${shortReason(error)}`);
  }
}

/** Reads a public key as cosign writes it (PEM, "PUBLIC KEY"). Throws {@link TrustError}. */
export function readTrustedKey(text: string, name: string): TrustedKey {
  if (!/^-----BEGIN PUBLIC KEY-----/m.test(text)) {
    throw new TrustError(`${name} is not a public key in PEM`);
  }
  try {
    return { name, key: createPublicKey(text) };
  } catch (error) {
    throw new TrustError(`${name} is not a public key in PEM: ${shortReason(error)}`);
  }
}

/** What a parser says may quote any part of what it read. */
function shortReason(error: unknown): string {
  return printable(describeError(error).slice(0, 300));
}
