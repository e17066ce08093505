/** True for an object of parsed JSON, whose fields are unchecked. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object whose fields are unchecked; undefined for anything else. Bytes must be UTF-8. */
export function parseJsonObject(json: Uint8Array | string): Record<string, unknown> | undefined {
  try {
    const text = typeof json === 'string' ? json : new TextDecoder('utf-8', { fatal: true }).decode(json);
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
