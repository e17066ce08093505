/** The token of a token service's answer; lifetime in seconds (Docker token specification: 60 when not said), a day at most. */
export interface TokenAnswer {
  readonly token: string;
  readonly expiresIn: number;
}

const usual = 60;
const longest = 24 * 3600;

/** Reads `token` or `access_token`; undefined when the body has neither. */
export function readTokenAnswer(bytes: Uint8Array): TokenAnswer | undefined {
  try {
    const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown> | null;
    const token = [body?.['token'], body?.['access_token']].find(isToken);
    const expiresIn = Number(body?.['expires_in']);
    return token === undefined
      ? undefined
      : { token, expiresIn: expiresIn > 0 ? Math.min(expiresIn, longest) : usual };
  } catch {
    return undefined;
  }
}

/** A token goes into a header, so it may hold nothing that ends one. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}
