import { describeFailure, type Failure } from '@cip/oci';

/**
 * What failed: the private key, the identity token, the certificate (Fulcio), the certificate's identity, the entry in the
 * transparency log (Rekor), or the timestamp.
 */
export type SigningErrorCode = 'KEY' | 'TOKEN' | 'CERTIFICATE' | 'IDENTITY' | 'LOG' | 'TIMESTAMP';

/** Something was not signed. Nothing of it counts. Never holds a password, a token or a key. */
export class SigningError extends Error {
  override readonly name = 'SigningError';

  /** `failure` says what happened and what to do, as reports have it. */
  constructor(
    readonly code: SigningErrorCode,
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(describeFailure(failure), options);
  }
}

/** An error that no request led to. `reason` is half a sentence, `remedy` an imperative half. */
export function signingError(code: SigningErrorCode, reason: string, remedy: string): SigningError {
  return new SigningError(code, { code: 'CREDENTIALS', reason, remedy });
}
