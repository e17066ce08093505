const collator = new Intl.Collator('en', { numeric: true });

/** The order in which people list versions: `v1.9` before `v1.10`. */
export function compareNatural(a: string, b: string): number {
  return collator.compare(a, b);
}
