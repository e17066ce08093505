/** True for an object of parsed JSON, whose fields are unchecked. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether lists and objects nest so deeply: reading them is possible at any depth, but not writing them again. */
export function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => nestsDeeper(member, levels - 1));
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
