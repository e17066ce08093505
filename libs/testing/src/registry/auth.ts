import { type Answer, failure } from './answer.js';
import type { AuthOptions, BasicAuthOptions, Scope } from './auth-options.js';
import { isUser } from './credentials.js';
import type { RegistryRequest } from './request.js';
import { formatScope, Tokens } from './tokens.js';

/** Guards the requests of one registry (distribution-spec has none; this follows Docker's token specification). */
export class Auth {
  readonly tokens: Tokens | undefined;

  constructor(
    private readonly options: AuthOptions | undefined,
    now: () => number,
    private readonly host: () => string,
  ) {
    this.tokens = options?.kind === 'bearer' ? new Tokens(options, now) : undefined;
  }

  /** The 401 for a request that may not pass; undefined for one that may. */
  check(request: RegistryRequest): Answer | undefined {
    const { options, tokens } = this;
    if (!options || request.kind === 'token') return undefined;
    const needed = neededScopes(request);
    if (options.kind === 'basic') return this.#checkBasic(options, request, needed);
    const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const state = token === undefined ? 'missing' : (tokens?.covers(token, needed) ?? 'invalid');
    return state === 'covered' ? undefined : this.#challenge(needed, state);
  }

  #checkBasic(
    options: BasicAuthOptions,
    request: RegistryRequest,
    needed: readonly Scope[],
  ): Answer | undefined {
    const read = needed.every(({ actions }) => actions.every((action) => action === 'pull'));
    if (options.anonymousPull && read && request.kind !== 'ping') return undefined;
    const { user, password } = options;
    if (isUser(request.headers.authorization, user, password)) return undefined;
    return unauthorized(`Basic realm="test registry"`);
  }

  #challenge(needed: readonly Scope[], state: 'missing' | 'invalid' | 'insufficient'): Answer {
    const scope = needed.map(formatScope).join(' ');
    const parts = [
      `Bearer realm="http://${this.host()}/token"`,
      `service="${this.host()}"`,
      ...(scope === '' ? [] : [`scope="${scope}"`]),
      ...(state === 'invalid' ? ['error="invalid_token"'] : []),
      ...(state === 'insufficient' ? ['error="insufficient_scope"'] : []),
    ];
    return unauthorized(parts.join(','));
  }
}

function unauthorized(challenge: string): Answer {
  return failure(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': challenge });
}

function neededScopes({ kind, method, repository, query }: RegistryRequest): Scope[] {
  if (kind === 'ping' || kind === 'other') return [];
  if (kind === 'catalog') return [{ type: 'registry', name: 'catalog', actions: ['*'] }];
  const from = kind === 'mount' ? query.get('from') : null;
  return [
    { type: 'repository', name: repository, actions: neededActions(kind, method) },
    ...(from === null ? [] : [{ type: 'repository', name: from, actions: ['pull'] }]),
  ];
}

function neededActions(kind: string, method: string): string[] {
  if (kind === 'manifest' || kind === 'blob' || kind === 'tags' || kind === 'referrers') {
    if (method === 'DELETE') return ['delete'];
    if (method === 'GET' || method === 'HEAD') return ['pull'];
  }
  return ['pull', 'push'];
}
