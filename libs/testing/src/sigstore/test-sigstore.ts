import type { SerializedBundle } from '@sigstore/bundle';
import type { SigstoreFault } from './sigstore-server.js';

export type { SigstoreFault };

/** Who signs: what the OIDC provider vouches for. */
export interface TestIdentity {
  readonly issuer: string;
  readonly identity: string;
  /**
   * More that the token says, such as `workflow_ref`, `repository`, `ref` and `event_name` of GitHub. Fulcio writes these into
   * extensions of the certificate.
   */
  readonly claims?: Readonly<Record<string, string | number | boolean>>;
}

/** How something is signed. */
export interface SigningOptions {
  /** When the log says that it was signed. Default: now. A certificate is valid for ten minutes from its issue. */
  readonly loggedAt?: Date;
}

/** A signature as cosign 2 writes it into the annotations of a layer. */
export interface LegacySignature {
  /** Base64. */
  readonly signature: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly chain: string;
  /** JSON: the log's promise, and the entry. */
  readonly bundle: string;
}

/** What a Sigstore was asked for. */
export interface SigstoreCounts {
  readonly certificates: number;
  readonly entries: number;
  readonly timestamps: number;
}

/** Fulcio, Rekor and a timestamp authority in one server on loopback, which trust each token that they are given. */
export interface TestSigstore extends AsyncDisposable {
  /** Of Fulcio, of Rekor and of the timestamp authority. */
  readonly url: string;
  /** `trusted_root.json`: what verifies all that was signed here. */
  readonly trustedRoot: string;
  readonly counts: SigstoreCounts;
  /** The next requests to a service are answered like this, one for each. */
  fail(service: keyof SigstoreCounts, ...faults: readonly SigstoreFault[]): void;
  /** Forgets the faults that are left for a service. */
  mend(service: keyof SigstoreCounts): void;
  /** From now on the log says this time, or that of its clock again. */
  logAt(time?: Date): Promise<void>;
  /** An identity token that Fulcio takes; `claims` may give it an end, `exp`. */
  token(who: TestIdentity): string;
  /** Signs a statement as a DSSE bundle. */
  attest(who: TestIdentity, statement: object, options?: SigningOptions): Promise<SerializedBundle>;
  /** Signs bytes as cosign 2 does for `.sig`. */
  signLegacy(who: TestIdentity, payload: Uint8Array, options?: SigningOptions): Promise<LegacySignature>;
  /** Signs a statement as cosign 2 does for `.att`. */
  attestLegacy(
    who: TestIdentity,
    statement: object,
    options?: SigningOptions,
  ): Promise<LegacySignature & { readonly envelope: string }>;
}
