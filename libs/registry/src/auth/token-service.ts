import type { Answer } from '../answer.js';
import type { Call } from '../call.js';
import { RegistryError } from '../errors.js';
import { redact } from '../redact.js';
import type { Hop } from '../hop.js';
import type { Wire } from '../wire.js';
import type { Identity } from './access.js';
import { basicAuthorization } from './basic.js';
import type { Credentials } from './credentials.js';
import { readTokenAnswer, type TokenAnswer } from './token-answer.js';

const mostTokenBytes = 256 * 1024;

/** What is asked of a token service. */
export interface TokenRequest {
  /** The registry that named the realm. */
  readonly host: string;
  readonly realm: URL;
  /** The realm is on another host than the registry. */
  readonly isElsewhere: boolean;
  readonly service: string | undefined;
  /** `repository:<name>:<actions>`, one parameter each. */
  readonly scopes: readonly string[];
  readonly credentials: Credentials | undefined;
  readonly identity: () => Identity;
}

/** Gets a token: by GET, or by POST of a refresh token where the credentials are one (Docker token specification). */
export async function fetchToken(
  wire: Wire,
  wanted: TokenRequest,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  const hop = hopFor(wanted, signal);
  return wire.retrying(hop.url.host, signal, async (patience) => {
    const answer = await wire.send(hop, patience);
    try {
      return await readAnswer(answer, wanted);
    } finally {
      await answer.discard();
    }
  });
}

async function readAnswer(answer: Answer, { host }: TokenRequest): Promise<TokenAnswer> {
  if (answer.status === 200) {
    const token = readTokenAnswer(await answer.bytes(mostTokenBytes));
    if (token) return token;
    throw answer.invalid('the answer of the token service holds no token');
  }
  const failure = await answer.failure();
  const reason = `the token service refused: ${failure.facts.reason}`;
  throw new RegistryError({ ...failure.facts, host, reason });
}

function hopFor(
  { realm, isElsewhere, service, scopes, credentials, identity }: TokenRequest,
  signal: AbortSignal,
): Hop {
  const parameters = new URLSearchParams(service === undefined ? {} : { service });
  const shared = { kind: 'token', lane: 'slotless', isElsewhere, identity, signal } as const;
  if (credentials?.kind === 'identity-token') {
    parameters.set('scope', scopes.join(' '));
    parameters.set('grant_type', 'refresh_token');
    parameters.set('client_id', 'container-image-promoter');
    parameters.set('refresh_token', credentials.token);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { ...shared, method: 'POST', url: realm, headers, body: Buffer.from(parameters.toString()) };
  }
  for (const scope of scopes) parameters.append('scope', scope);
  const url = new URL(realm);
  for (const [key, value] of parameters) url.searchParams.append(key, value);
  const headers =
    credentials?.kind === 'basic'
      ? { authorization: basicAuthorization(credentials.username, credentials.password) }
      : undefined;
  return { ...shared, method: 'GET', url, headers: headers ?? {} };
}

/** The error for a realm that is not asked; `what` is half a sentence. */
export function forbiddenRealm(
  { registry: host, method, url }: Call,
  realm: URL,
  what: string,
  cut: (text: string) => string,
): RegistryError {
  const at = cut(`${realm.protocol}//${realm.host}`);
  const reason = `the registry sends to ${what}: ${at}`;
  return new RegistryError({ code: 'REFUSED_BY_POLICY', host, method, url: cut(redact(url)), reason });
}
