import type { ExceptedItem, LintItem } from './lint-report.js';

export interface FromTopOptions {
  /** A report's `file` as a path from the Git top level, with `/`; default: unchanged. */
  readonly pathFromTop?: (file: string) => string;
}

/** The finding with its files, also those of other places, as paths from the Git top level. */
export function fromTop<Item extends LintItem & Partial<Pick<ExceptedItem, 'exception'>>>(
  item: Item,
  { pathFromTop = (file) => file }: FromTopOptions,
): Item {
  const placed = <Place extends { readonly file: string }>(place: Place): Place => ({
    ...place,
    file: pathFromTop(place.file),
  });
  const { related, exception } = item;
  return {
    ...placed(item),
    ...(related && { related: related.map(placed) }),
    ...(exception && { exception: placed(exception) }),
  };
}
