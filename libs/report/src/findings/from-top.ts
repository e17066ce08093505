import type { LintItem } from './lint-report.js';

export interface FromTopOptions {
  /** A report's `file` as a path from the Git top level, with `/`; default: unchanged. */
  readonly pathFromTop?: (file: string) => string;
}

/** The finding with its files, also those of other places, as paths from the Git top level. */
export function fromTop(item: LintItem, { pathFromTop = (file) => file }: FromTopOptions): LintItem {
  const placed = <Place extends { readonly file: string }>(place: Place): Place => ({
    ...place,
    file: pathFromTop(place.file),
  });
  return { ...placed(item), ...(item.related && { related: item.related.map(placed) }) };
}
