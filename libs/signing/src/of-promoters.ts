import { predicateTypes } from '@cip/provenance';

/** True for the predicate types of promotion records and verification summaries: what a promoter says of its own promotions. */
export function isOfPromoters(predicateType: string | undefined): boolean {
  const { promotionRecord, verificationSummary } = predicateTypes;
  return predicateType === promotionRecord || predicateType === verificationSummary;
}
