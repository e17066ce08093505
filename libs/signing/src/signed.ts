import type { Bundle } from '@sigstore/bundle';

/** Something signed, in the one form that is verified. */
export interface Signed {
  readonly bundle: Bundle;
  /** What was signed: of an envelope its payload. */
  readonly payload: Buffer;
}

/** What cannot be read as something signed. */
export class UnreadableSignatureError extends Error {
  override readonly name = 'UnreadableSignatureError';

  /** `why` is the end of "it …". A form that nobody here knows is `unverifiable`, everything else has `failed`. */
  constructor(
    readonly why: string,
    readonly kind: 'failed' | 'unverifiable' = 'failed',
  ) {
    super(why);
  }
}
