/**
 * What a promoter attaches, in the order in which it is made: an image signature under its tag, the same as a bundle, the record
 * of the promotion, and the verification summary.
 */
export const madeKinds = ['signature', 'signature-bundle', 'record', 'summary'] as const;
export type MadeKind = (typeof madeKinds)[number];
