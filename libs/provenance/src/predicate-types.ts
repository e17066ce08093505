/** The predicate types of what a promoter signs. */
export const predicateTypes = {
  /** An image signature in the form of a bundle, as cosign 3 writes it. */
  imageSignature: 'https://sigstore.dev/cosign/sign/v1',
  promotionRecord: 'https://k8s.io/promo-tools/promotion/v1',
  verificationSummary: 'https://slsa.dev/verification_summary/v1',
} as const;
