const types: ReadonlySet<string> = new Set([
  'https://k8s.io/promo-tools/promotion/v1',
  'https://slsa.dev/verification_summary/v1',
]);

/** True for the predicate types of promotion records and verification summaries: what a promoter says of its own promotions. */
export function isOfPromoters(predicateType: string | undefined): boolean {
  return predicateType !== undefined && types.has(predicateType);
}
