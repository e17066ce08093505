const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Requests per second of a rate such as `50`, `50/s` or `3000/m`; undefined for what is none. */
export function parseRate(text: string): number | undefined {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/([smh]))?$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) / (seconds[unit] ?? 1);
}
