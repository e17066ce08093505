const exponents: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4 };

/** The bytes that a size such as `512`, `64MiB`, `64Mi` or `1.5GB` stands for; undefined when it is none, or 0. */
export function parseSize(text: string): number | undefined {
  const [, amount, prefix = '', binary] = /^(\d+(?:\.\d+)?) ?(?:([kmgt])(i)?)?b?$/i.exec(text) ?? [];
  const exponent = exponents[prefix.toLowerCase()];
  if (amount === undefined || exponent === undefined) return undefined;
  const bytes = Math.round(Number(amount) * (binary === undefined ? 1000 : 1024) ** exponent);
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
}
