import { Answer } from './answer.js';
import { RegistryError } from './errors.js';
import { type Asked, connectionFailure, factsOf, notPublic } from './failures.js';
import type { Hop, WireOptions } from './hop.js';
import { Patience } from './patience.js';
import { NotPublicError } from './public-connector.js';
import { namesSharedQuota } from './google-project.js';
import type { QuotaGroup } from './quota-group.js';
import { retryAfter } from './retry-after.js';
import { Sending } from './sending.js';

/** How often, for one sending, it is looked whether a request may go out. */
const mostLooks = 5;

/** What a request counts towards. */
interface Counted {
  /** That of several hosts together. */
  readonly group: QuotaGroup | undefined;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/** The only place where requests leave: it asks the quota, counts, watches for stalls, and never retries. */
export class Wire {
  constructor(private readonly options: WireOptions) {}

  patience(host: string, signal: AbortSignal | undefined): Patience {
    const { quota, health, onWait, retryDeadline } = this.options;
    const tell = (reason: string, until: number): void => onWait?.({ kind: 'failing', host, reason, until });
    return new Patience(
      { quota: quota.of(host), health: health.of(host), onWait: tell },
      retryDeadline,
      signal,
    );
  }

  /** Runs attempts until one succeeds or the patience with the host is at its end. */
  async retrying<T>(
    host: string,
    signal: AbortSignal | undefined,
    attempt: (patience: Patience) => Promise<T>,
  ): Promise<T> {
    const patience = this.patience(host, signal);
    for (;;) {
      try {
        return await attempt(patience);
      } catch (error) {
        await patience.after(error);
      }
    }
  }

  /** Sends once. Throws for no answer, and for answers that mean "later": 408, 429 and most of 5xx. */
  async send(hop: Hop, patience: Patience): Promise<Answer> {
    const { method, url, signal, lane } = hop;
    const isStranger = hop.isElsewhere && !this.options.quoteOthers;
    const { clock, secrets, shownHosts } = this.options;
    shownHosts.asked(url.host, hop.isElsewhere);
    const cut = (text: string): string => secrets.cut(text);
    const shownHost = (): string => shownHosts.of(url.host);
    const asked = { host: url.host, shownHost, method, url, isStranger, cut, access: this.#access(hop) };
    const quota = this.options.quota.of(url.host);
    const group = this.options.quota.groupOf(url, hop.kind);
    this.#refuseGivenUp(asked);
    const release = await quota.admit(lane, { signal, retry: patience.attempts > 0, group });
    if (!release) throw leftAlone(asked);
    const ready = await releasing(release, async () => {
      const authorized = await withAuthorization(hop);
      await this.#assure(hop, asked);
      return authorized;
    });
    if (ready.headers['authorization'] !== undefined) secrets.used(ready.headers['authorization']);
    const answer = await this.#dispatch(ready, asked, patience, release);
    const { sentAt } = answer;
    if (answer.status === 429 || answer.status === 503) {
      throw await this.#refused(answer, patience, { group, sentAt });
    }
    quota.answered({ kind: hop.kind, ms: clock.now() - sentAt });
    group?.answered(sentAt);
    if (isTransient(answer.status)) throw await answer.failure();
    return answer;
  }

  /**
   * Has the request's condition hold. What it costs to look again, the host may have taken as a reason to be left alone,
   * and that wait may last as long as the first.
   */
  async #assure({ condition, signal }: Hop, asked: Asked): Promise<void> {
    for (let looks = 0; condition?.holds() === false; looks++) {
      if (looks === mostLooks) throw outdated(asked);
      await condition.renew();
      if (!(await this.options.quota.of(asked.host).outwait(signal))) throw leftAlone(asked);
    }
  }

  #access({ identity }: Hop): Asked['access'] {
    if (!identity) return undefined;
    return (code) => {
      const { who, ...asWhom } = identity();
      return { who, remedy: this.options.accessRemedy({ code, ...asWhom }) };
    };
  }

  #refuseGivenUp(asked: Asked): void {
    const refusal = this.options.health.of(asked.host).refusal();
    if (refusal) throw connectionFailure(asked, refusal.cause, true);
  }

  /** Has the host, and those that share its quota, left alone for a while, unless the refusal is a stray. */
  async #refused(answer: Answer, patience: Patience, counted: Counted): Promise<RegistryError> {
    const { host } = answer.asked;
    const quota = this.options.quota.of(host);
    quota.failed();
    const wished = retryAfter(answer.header('retry-after'), this.options.clock.now());
    if (wished === undefined && !counted.group && quota.isStrayRefusal()) return answer.failure();
    const wait = wished === undefined ? patience.backOff() : patience.capped(wished);
    quota.hold(wait, `status ${answer.status}`);
    const failure = await answer.failure();
    if (answer.status === 429 && !isShared(counted, answer, wait)) quota.refused(counted.sentAt, wait);
    return failure;
  }

  async #dispatch(hop: Hop, asked: Asked, patience: Patience, release: () => void): Promise<Answer> {
    try {
      this.#refuseGivenUp(asked);
    } catch (error) {
      release();
      throw error;
    }
    const sending = new Sending(hop, asked.host, this.options, release);
    try {
      patience.sent();
      this.options.ledger.sent(asked.host, hop.kind, patience.attempts > 0);
      const sentAt = this.options.clock.now();
      return new Answer(asked, await sending.start(), sending.exchange, sending, sentAt);
    } catch (error) {
      const reason = sending.abortReason()?.reason ?? error;
      const isOurs = sending.isOwn() || reason instanceof NotPublicError;
      if (!isOurs) sending.onFailed(reason);
      sending.onEnd();
      sending.throwOwn();
      this.options.quota.of(asked.host).failed();
      if (!isOurs) throw connectionFailure(asked, reason, this.options.health.of(asked.host).isGivenUp);
      this.options.ledger.withdrawn(asked.host, hop.kind);
      throw notPublic(asked, this.options.notPublicRemedy);
    }
  }
}

async function withAuthorization(hop: Hop): Promise<Hop> {
  const authorization = await hop.authorize?.();
  return authorization === undefined ? hop : { ...hop, headers: { ...hop.headers, authorization } };
}

/** Does what may throw with a slot in hand. */
async function releasing<T>(release: () => void, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    release();
    throw error;
  }
}

/** Whether the refusal is one of the quota that hosts share, which is told of it. */
function isShared({ group, sentAt }: Counted, answer: Answer, wait: number): boolean {
  if (!group) return false;
  if (answer.said === undefined) return group.refusedSilently(answer.asked.host, sentAt, wait);
  const isNamed = namesSharedQuota(answer.said);
  if (isNamed) group.refused(sentAt, wait);
  return isNamed;
}

function isTransient(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

function outdated(asked: Asked): RegistryError {
  return new RegistryError({
    ...factsOf(asked),
    code: 'TIMEOUT',
    reason: `not sent: ${mostLooks} times, what the host said of the tag was too old when the answer was there`,
  });
}

function leftAlone(asked: Asked): RegistryError {
  return new RegistryError({
    ...factsOf(asked),
    code: 'RATE_LIMITED',
    reason: 'not sent: the host has refused everything for longer than the retry deadline and asks to wait',
  });
}
