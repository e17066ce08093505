/** What one signature of an attached artifact is worth. */
export type JudgedSignature = {
  /** The layer that was signed, as `partId` has it; of a bundle the digest of its manifest. */
  readonly part: string;
  /** It says of itself that it is what promoters make: an image signature, a promotion record or a verification summary. */
  readonly ofPromoters?: true;
} & (
  | {
      /** `stranger`: the signature is valid, and nobody trusts whoever made it. */
      readonly kind: 'trusted' | 'stranger';
      /** Whoever signed, as reports say it. */
      readonly by: string;
    }
  /** Nothing says who signed. `why` is a clause such as "it is not signed". */
  | { readonly kind: 'unproven'; readonly why: string }
);

/** Who signed an attached artifact. */
export interface SignedArtifact {
  /** Of a tag one for each layer. Never empty. */
  readonly signatures: readonly JudgedSignature[];
}
