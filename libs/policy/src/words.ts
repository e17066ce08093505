/** `1 registry`, `20 registries`. */
export function countOf(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : plural}`;
}

/** The algorithm and 12 characters: enough for people to tell digests apart. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

/** The first of some names, and the number of the others: `a`, `a and 1 other registry`. */
export function andOthers(names: readonly string[], noun: string, plural?: string): string {
  const [first = '', ...others] = names;
  return others.length === 0
    ? first
    : `${first} and ${countOf(others.length, `other ${noun}`, plural && `other ${plural}`)}`;
}

/** The first of some names, and how many there are besides: `a, b, c and 17 more`. */
export function listed(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest <= 0 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${rest} more`;
}
