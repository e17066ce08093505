import { digestOf } from '@cip/oci';

/**
 * Gives out fingerprints that stay when lines move: of the parts that tell one finding from another, and which of
 * several equal ones it is. 16 hexadecimal characters, a colon, a number from 1.
 */
export function fingerprinter(): (...parts: readonly string[]) => string {
  const seen = new Map<string, number>();
  return (...parts) => {
    const key = digestOf(new TextEncoder().encode(JSON.stringify(parts)))
      .slice('sha256:'.length)
      .slice(0, 16);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return `${key}:${nth}`;
  };
}
