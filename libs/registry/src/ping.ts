import type { WireOptions } from './hop.js';

/**
 * Asks a host for the least that it can answer (distribution-spec v1.1, "Determining Support"), to tell one that takes
 * long for its first answer from one that gives none. True for any answer; never rejects.
 */
export async function ping(
  url: URL,
  { agent, ledger, userAgent }: Pick<WireOptions, 'agent' | 'ledger' | 'userAgent'>,
  signal: AbortSignal,
): Promise<boolean> {
  ledger.sent(url.host, 'ping', false);
  try {
    const { body } = await agent.request({
      method: 'GET',
      origin: url.origin,
      path: '/v2/',
      headers: { 'user-agent': userAgent },
      signal,
      headersTimeout: 0,
    });
    body.on('error', () => undefined).destroy();
    return true;
  } catch {
    return false;
  }
}
