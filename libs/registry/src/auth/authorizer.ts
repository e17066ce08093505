import type { Answer } from '../answer.js';
import type { Call } from '../call.js';
import type { Hosts } from '../hosts.js';
import { parseUrl } from '../parse-url.js';
import { SharedWork } from '../shared-work.js';
import type { Wire } from '../wire.js';
import { type Identity, identityOf } from './access.js';
import { basicAuthorization } from './basic.js';
import { type Challenge, parseChallenges } from './challenge.js';
import type { CredentialProvider, Credentials } from './credentials.js';
import { parseScopes, type Scope, scopeParameters, scopesFor } from './scopes.js';
import type { Secrets } from './secrets.js';
import { fetchToken, forbiddenRealm } from './token-service.js';
import { type Token, TokenStore } from './token-store.js';

type Scheme =
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer'; readonly realm: URL; readonly service: string | undefined };

interface HostState {
  scheme: Scheme | undefined;
  readonly tokens: TokenStore;
  /** Scopes that the host asked for itself, by what was requested. */
  readonly asked: Map<string, readonly Scope[]>;
}

/** Tokens are renewed before they end: by a tenth of their life, at most this many milliseconds. */
const longestMargin = 30_000;

/**
 * Answers challenges (distribution-spec leaves them to the Docker token specification). Nothing is sent to find out
 * the scheme: the first 401 of a host teaches it, and later requests to that host get their token first.
 */
export class Authorizer {
  readonly #hosts = new Map<string, HostState>();
  readonly #fetching = new SharedWork<Token>();
  /** Of each repository, as what was last found for it. */
  readonly #identities = new Map<string, Identity>();

  constructor(
    private readonly credentials: CredentialProvider | undefined,
    /** Why there are no credentials without a provider, as half a sentence. */
    private readonly anonymous: string,
    private readonly secrets: Secrets,
    private readonly hosts: Hosts,
    private readonly wire: Wire,
  ) {}

  /** As whom a request is sent. */
  identity({ registry: host, repository }: Call): Identity {
    const known = this.#identities.get(`${host}/${repository}`);
    if (known) return known;
    if (!this.credentials) return identityOf(host, undefined, this.anonymous);
    const who = 'no credentials were sent, as the registry did not ask for any';
    return { host, credentials: 'not-asked-for', who };
  }

  /** The `Authorization` header for a request; undefined while the host has not asked for one. */
  async header(call: Call): Promise<string | undefined> {
    const state = this.#state(call.url.host);
    const { scheme } = state;
    if (!scheme) return undefined;
    const scopes = state.asked.get(keyOf(call)) ?? scopesFor(call.repository, call.access, call.mountFrom);
    if (scheme.kind === 'bearer') {
      const token = state.tokens.find(call.repository, scopes, Date.now());
      if (token) return `Bearer ${token.value}`;
    }
    const found = await this.#credentialsFor(call);
    if (found?.kind === 'bearer') return `Bearer ${found.token}`;
    if (scheme.kind === 'basic') {
      return found?.kind === 'basic' ? basicAuthorization(found.username, found.password) : undefined;
    }
    return `Bearer ${(await this.#token(call, state, scheme, scopes, found)).value}`;
  }

  /** Learns from a 401 what the host wants, and forgets the token that it did not take. */
  challenged(call: Call, answer: Answer, used: string | undefined): void {
    const state = this.#state(call.url.host);
    if (used?.startsWith('Bearer ') === true) {
      state.tokens.drop(call.repository, used.slice('Bearer '.length));
    }
    const challenges = parseChallenges(answer.headers['www-authenticate']);
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer) this.#learnBearer(call, state, bearer);
    else if (challenges.some(({ scheme }) => scheme === 'basic')) state.scheme = { kind: 'basic' };
  }

  #learnBearer(call: Call, state: HostState, { parameters }: Challenge): void {
    const realm = parseUrl(parameters['realm']);
    if (!realm) return;
    const whyNot = this.hosts.whyNotTokenService(realm, call.url);
    if (whyNot !== undefined) throw forbiddenRealm(call, realm, whyNot, (text) => this.secrets.cut(text));
    state.scheme = { kind: 'bearer', realm, service: parameters['service'] };
    const scopes = parseScopes(parameters['scope'] ?? '');
    if (scopes.length > 0) {
      const own = scopesFor(call.repository, call.access, call.mountFrom);
      // A mount is asked for as if it were an upload: the right to read its origin is not in the challenge.
      const mounted = call.mountFrom === undefined ? [] : own.filter((scope) => !scopes.includes(scope));
      state.asked.set(keyOf(call), [...scopes, ...mounted]);
    }
  }

  async #token(
    call: Call,
    state: HostState,
    { realm, service }: Scheme & { kind: 'bearer' },
    scopes: readonly Scope[],
    credentials: Credentials | undefined,
  ): Promise<Token> {
    const parameters = scopeParameters(scopes);
    const isElsewhere = realm.host !== call.url.host;
    const identity = (): Identity => this.identity(call);
    const asked = { host: call.registry, realm, isElsewhere, service, scopes: parameters };
    const wanted = { ...asked, credentials, identity };
    const key = [call.url.host, call.repository, ...parameters].join(' ');
    return this.#fetching.do(
      key,
      async (signal) => {
        const askedAt = Date.now();
        const { token, expiresIn } = await fetchToken(this.wire, wanted, signal);
        const life = expiresIn * 1000;
        const expiresAt = askedAt + life - Math.min(longestMargin, life / 10);
        const kept = { value: token, scopes: new Set(scopes), expiresAt };
        state.tokens.keep(call.repository, kept, askedAt);
        return kept;
      },
      call.signal,
    );
  }

  async #credentialsFor(call: Call): Promise<Credentials | undefined> {
    const { registry: host, repository, signal } = call;
    const access = call.access === 'read' ? 'read' : 'write';
    const found = await this.credentials?.({ host, repository, access, signal });
    const unexplained = this.credentials ? 'no credentials were found' : this.anonymous;
    this.#identities.set(`${host}/${repository}`, identityOf(host, found, unexplained));
    if (!found || found.kind === 'none') return undefined;
    this.secrets.add(found);
    return found;
  }

  #state(host: string): HostState {
    const known = this.#hosts.get(host);
    if (known) return known;
    const state = { scheme: undefined, tokens: new TokenStore(), asked: new Map<string, readonly Scope[]>() };
    this.#hosts.set(host, state);
    return state;
  }
}

function keyOf({ repository, access, mountFrom = '' }: Call): string {
  return `${access} ${repository} ${mountFrom}`;
}
