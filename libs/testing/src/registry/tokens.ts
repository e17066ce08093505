import { randomUUID } from 'node:crypto';
import { type Answer, failure, jsonAnswer } from './answer.js';
import type { BearerAuthOptions, Scope } from './auth-options.js';
import { isUser } from './credentials.js';
import { readAll, type RegistryRequest } from './request.js';

interface Grant {
  readonly scopes: readonly Scope[];
  readonly expires: number;
}

const defaultLifetime = 5 * 60_000;

/** Issues and checks the opaque bearer tokens of one registry. */
export class Tokens {
  readonly #grants = new Map<string, Grant>();

  constructor(
    private readonly options: BearerAuthOptions,
    private readonly now: () => number,
  ) {}

  /** Makes every token worthless, so that the next request gets a 401. */
  revokeAll(): void {
    this.#grants.clear();
  }

  covers(token: string, needed: readonly Scope[]): 'covered' | 'invalid' | 'insufficient' {
    const grant = this.#grants.get(token);
    if (!grant || grant.expires <= this.now()) return 'invalid';
    return needed.every((scope) => isGranted(scope, grant.scopes)) ? 'covered' : 'insufficient';
  }

  /** `/token`: GET with Basic credentials and query, or POST with an OAuth form. Wrong credentials answer 401. */
  async serve(request: RegistryRequest): Promise<Answer> {
    const form = request.method === 'POST' ? await readForm(request) : request.query;
    const caller = this.#caller(request, form);
    if (caller === 'unknown') return failure(401, 'UNAUTHORIZED', 'wrong user, password or refresh token');
    const asked = form.getAll('scope').flatMap((text) => text.split(' '));
    const scopes = asked.filter((text) => text !== '').map((text) => this.#granted(parseScope(text), caller));
    const lifetime = this.options.lifetime ?? defaultLifetime;
    const token = randomUUID();
    this.#grants.set(token, { scopes, expires: this.now() + lifetime });
    return jsonAnswer(200, {
      token,
      access_token: token,
      expires_in: Math.max(1, Math.round(lifetime / 1000)),
      issued_at: new Date(this.now()).toISOString(),
    });
  }

  #caller({ headers }: RegistryRequest, form: URLSearchParams): 'user' | 'nobody' | 'unknown' {
    const { user, password, refreshToken } = this.options;
    const refresh = form.get('refresh_token');
    if (refresh !== null) return refresh === refreshToken ? 'user' : 'unknown';
    if (headers.authorization !== undefined) {
      return isUser(headers.authorization, user, password) ? 'user' : 'unknown';
    }
    if (form.get('grant_type') !== 'password') return 'nobody';
    return form.get('username') === user && form.get('password') === password ? 'user' : 'unknown';
  }

  #granted(scope: Scope, caller: 'user' | 'nobody'): Scope {
    const { anonymousPull = false, permit = () => true } = this.options;
    const allowed = (action: string): boolean =>
      caller === 'user' ? permit(scope, action) : anonymousPull && action === 'pull';
    return { ...scope, actions: scope.actions.filter(allowed) };
  }
}

/** As in `repository:some/image:pull,push`. */
export function formatScope({ type, name, actions }: Scope): string {
  return `${type}:${name}:${actions.join(',')}`;
}

/** The name may hold colons, as in `repository:host:5000/path:pull`. */
function parseScope(text: string): Scope {
  const [, type = '', name = '', actions = ''] = /^([^:]*):(.*):([^:]*)$/.exec(text) ?? [];
  return { type, name, actions: actions.split(',') };
}

function isGranted(needed: Scope, granted: readonly Scope[]): boolean {
  const actions = granted
    .filter(({ type, name }) => type === needed.type && name === needed.name)
    .flatMap((scope) => scope.actions);
  return needed.actions.every((action) => actions.includes(action) || actions.includes('*'));
}

async function readForm({ body }: RegistryRequest): Promise<URLSearchParams> {
  return new URLSearchParams(new TextDecoder().decode(await readAll(body)));
}
