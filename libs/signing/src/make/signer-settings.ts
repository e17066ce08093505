import type { CertificateIdentity } from './certificate.js';

/** Where identity tokens come from. */
export type TokenSettings =
  /** Google, for a service account that the application default credentials may impersonate. */
  | { readonly provider: 'google'; readonly serviceAccount: string }
  /** The job of GitHub Actions that this program runs in. */
  | { readonly provider: 'github' }
  | { readonly provider: 'file'; readonly file: string };

/** How something is signed. Addresses are those of services of Sigstore. Holds no secrets. */
export type SignerSettings = KeySettings | KeylessSettings;

/** Signs with a key pair. */
export interface KeySettings {
  readonly kind: 'key';
  /** The private key: of cosign, or PKCS#8. */
  readonly file: string;
  /** A file with the password of the key. Default: the environment variable `COSIGN_PASSWORD`. */
  readonly passwordFile?: string;
  /** The public key in PEM by which others recognize the signatures; the private key has to belong to it. */
  readonly publicKey?: string;
  /** A transparency log. Default: none. */
  readonly rekor?: string;
  readonly tsa?: string;
}

/** Signs with certificates of Fulcio. */
export interface KeylessSettings {
  readonly kind: 'keyless';
  readonly token: TokenSettings;
  /** Whom the certificates have to name. */
  readonly identity: CertificateIdentity;
  readonly fulcio: string;
  readonly rekor: string;
  readonly tsa?: string;
}
