import type { Answer } from './answer.js';
import type { Authorizer } from './auth/authorizer.js';
import type { Call } from './call.js';
import { RightsViolationError } from './errors.js';
import type { Patience } from './patience.js';
import { redact } from './redact.js';
import { mostRedirects, redirectTarget } from './redirects.js';
import type { Wire } from './wire.js';

/** What a client may do: read, or also add; nothing that is there can be changed with either. Or everything. */
export type Rights = 'read-only' | 'write-once' | 'everything';

const allowed: Readonly<Record<Rights, ReadonlySet<string>>> = {
  'read-only': new Set(['GET', 'HEAD']),
  'write-once': new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH']),
  everything: new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
};

/** Requests to registries: rights, authorization, redirects and retries, in this order. */
export class Transport {
  constructor(
    private readonly rights: Rights,
    private readonly wire: Wire,
    private readonly authorizer: Authorizer,
  ) {}

  /** The patience for a request that the caller retries by itself. */
  patience(call: Pick<Call, 'url' | 'signal'>): Patience {
    return this.wire.patience(call.url.host, call.signal);
  }

  /** Runs attempts until one succeeds or the deadline has passed. */
  async retrying<T>(
    { url, signal }: Pick<Call, 'url' | 'signal'>,
    attempt: (patience: Patience) => Promise<T>,
  ): Promise<T> {
    return this.wire.retrying(url.host, signal, attempt);
  }

  /** Sends a request until `read` has made something of its answer; `read` throws retryable errors for broken bodies. */
  async exchange<T>(call: Call, read: (answer: Answer) => Promise<T> | T): Promise<T> {
    return this.retrying(call, (patience) => this.attempt(call, patience, read));
  }

  /** Like {@link exchange}, once. */
  async attempt<T>(call: Call, patience: Patience, read: (answer: Answer) => Promise<T> | T): Promise<T> {
    const answer = await this.open(call, patience);
    try {
      return await read(answer);
    } finally {
      await answer.discard();
    }
  }

  /** Sends once and gives the answer, whose body the caller must read or discard. Throws for 401 and all that is transient. */
  async open(call: Call, patience: Patience): Promise<Answer> {
    this.#check(call);
    const answer = await this.#authorized(call, patience);
    if (answer.status === 401) throw await answer.failure();
    return answer;
  }

  #check({ method, url }: Call): void {
    if (!allowed[this.rights].has(method)) throw new RightsViolationError(this.rights, method, redact(url));
  }

  async #authorized(call: Call, patience: Patience): Promise<Answer> {
    for (let refused = 0; ;) {
      let used: string | undefined;
      const authorize = async (): Promise<string | undefined> => (used = await this.authorizer.header(call));
      const answer = await this.#followed(call, authorize, patience);
      if (answer.status !== 401 || answer.asked.url.host !== call.url.host) return answer;
      // A 401 to a request without credentials is the question, not a refusal.
      if (used !== undefined) refused += 1;
      const sent = used;
      const next = await ending(answer, () => {
        this.authorizer.challenged(call, answer, sent);
        return refused > 1 ? undefined : this.authorizer.header(call);
      });
      if (next === undefined || next === sent) return answer;
      await answer.discard();
    }
  }

  async #followed(
    call: Call,
    authorize: () => Promise<string | undefined>,
    patience: Patience,
  ): Promise<Answer> {
    const { kind, method, headers, condition, body, lane = 'exchange', signal } = call;
    // Credentials are for the host that asked for them: a redirect to another host ends them for good.
    let authorization: typeof authorize | undefined = authorize;
    let url = call.url;
    for (let hops = 0; ; hops++) {
      const isElsewhere = url.host !== call.url.host;
      const shared = { kind, method, headers: headers ?? {}, condition, body, lane, signal };
      const request = { ...shared, url, isElsewhere };
      const identity = authorization && (() => this.authorizer.identity(call));
      const answer = await this.wire.send({ ...request, authorize: authorization, identity }, patience);
      const target = await ending(answer, () => redirectTarget(answer));
      if (!target) return answer;
      await answer.discard();
      if (hops === mostRedirects) throw answer.invalid(`more than ${mostRedirects} redirects`);
      if (target.origin !== call.url.origin) authorization = undefined;
      url = target;
    }
  }
}

/** Does what may throw with an answer in hand, whose slot would be lost then. */
async function ending<T>(answer: Answer, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await answer.discard();
    throw error;
  }
}
