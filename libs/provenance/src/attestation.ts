import type { Digest } from '@cip/oci';

/**
 * What a certificate says of the CI run that asked for it; absent where it says nothing. The names are those of Fulcio
 * (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md).
 */
export interface CertifiedRun {
  /** The workflow that was started, with its ref: it may have called the one that is the identity. */
  readonly buildConfigUri?: string;
  readonly sourceRepositoryUri?: string;
  readonly sourceRepositoryRef?: string;
  /** The event that started it, such as `push`. */
  readonly buildTrigger?: string;
}

/** Whose signature verified. */
export type ProvenSigner =
  | ({ readonly kind: 'certificate'; readonly issuer: string; readonly identity: string } & CertifiedRun)
  | { readonly kind: 'key'; readonly name: string };

/** What the verification of one attached artifact gave. */
export type Verification =
  | { readonly kind: 'verified'; readonly signers: readonly ProvenSigner[] }
  | { readonly kind: 'unsigned' }
  /** Nothing to verify it with: no trust root for it, or an unknown format. */
  | { readonly kind: 'unverifiable'; readonly why: string }
  /** Tampered with, expired, about another subject, without its log entry. */
  | { readonly kind: 'failed'; readonly why: string }
  /** It could not be read. */
  | { readonly kind: 'unknown'; readonly why: string };

/** One attestation of an image, as it was found and verified. */
export interface Attestation {
  /** The digest of the manifest that holds it; of `.att` the digest of the layer. */
  readonly digest: Digest;
  /** As messages say it: `the referrer sha256:12ab…`, `layer 2 of sha256-….att`. */
  readonly shownAs: string;
  /** A bundle that is a referrer, or a DSSE envelope under the tag `.att`. */
  readonly form: 'bundle' | 'legacy';
  readonly verification: Verification;
  /** The signed bytes: an in-toto statement, absent where there is none to read. */
  readonly payload?: Uint8Array;
  /** By what a verification summary refers to it; absent where it could not be read. */
  readonly reference?: AttestationReference;
}

/** Where an attestation is in its repository, and the digest of what was signed. */
export interface AttestationReference {
  /** `@sha256:…` of a bundle's manifest, `:sha256-….att` of an envelope. */
  readonly at: string;
  /** Of the bundle itself, or of the payload of the envelope. */
  readonly content: Digest;
}

/** What was discovered of one digest. */
export interface AttestedImage {
  readonly digest: Digest;
  readonly kind: 'image' | 'index';
  /** For children of an index, as `linux/arm64`. */
  readonly platform?: string;
  readonly attestations: readonly Attestation[];
  /** Why some of its attestations may be missing here, absent when all were read. Never the same as "there are none". */
  readonly unread?: string;
  /** The platform manifests of an index (BuildKit's attestation manifests left out); nested indexes have `kind: 'index'`. */
  readonly children: readonly AttestedImage[];
}
