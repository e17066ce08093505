const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/** How deep the lists and objects of a JSON text nest, counted without parsing it. */
export function jsonNesting(json: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i] ?? 0;
    if (inText) {
      if (byte === backslash) i++;
      else if (byte === quote) inText = false;
    } else if (byte === quote) {
      inText = true;
    } else if (opening.has(byte)) {
      deepest = Math.max(deepest, ++depth);
    } else if (closing.has(byte)) {
      depth--;
    }
  }
  return deepest;
}
