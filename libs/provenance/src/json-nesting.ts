const quote = 0x22;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

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
    } else if (byte === openList || byte === openObject) {
      deepest = Math.max(deepest, ++depth);
    } else if (byte === closeList || byte === closeObject) {
      depth--;
    }
  }
  return deepest;
}
