import { type ChangeEvent, MalformedEventError } from '@cip/audit';
import { describeError, untilAborted } from '@cip/oci';
import { type Logger } from '@cip/runtime';
import type { Alerts } from './alert.js';
import type { AttachedTagsKeeper } from './attached-tag.js';
import { Backlog } from './backlog.js';
import type { Answer, Auditor, HandleOptions, Received } from './auditor.js';
import type { FreshOptions } from './fresh-manifests.js';
import { graceEnd } from './grace.js';
import { FirstTimes } from './first-times.js';
import { Handled } from './handled.js';
import { IgnoredRegistries } from './ignored-registries.js';
import { judgeChange, unread } from './judge-change.js';
import { KnowledgeStore, type ManifestReader } from './knowledge-store.js';
import { later } from './later.js';
import { type Arrived, Deliveries, type Observers } from './deliveries.js';
import { Probes } from './probe.js';
import { type ReadSignatures, Signers } from './signers.js';
import { signaturesIn } from './signatures-in.js';
import { malformed, unknownHost } from './transaction-of.js';
import { Watched } from './watched.js';

export interface AuditorOptions extends Observers, FreshOptions {
  readonly registry: ManifestReader;
  readonly alerts: Alerts;
  readonly log: Logger;
  /** Registries that are watched besides the destinations of the manifests; default none. */
  readonly watch?: readonly string[];
  /** Milliseconds from publication that a change may stay unexplained; default 5 minutes, 0: not at all. */
  readonly grace?: number;
  /** Milliseconds from publication after which a change without a verdict is alerted; default 1 hour. */
  readonly unreachableAfter?: number;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
  /** Stops all reads; what is under way is answered `later`. */
  readonly signal?: AbortSignal;
  /** Repositories that are set aside for probes; default none. */
  readonly probes?: readonly string[];
  /** Told what is not settled yet; default nobody. */
  readonly backlog?: Backlog;
  /** Milliseconds that the verdict on a signature waits for other regions; default 3 seconds. */
  readonly regionsWithin?: number;
  /** Most messages that are remembered with their answer; default 100 000, some 50 MB. */
  readonly mostIds?: number;
  /** Knows what tags of attached artifacts pointed at before this process; default nothing does. */
  readonly attachedTags?: AttachedTagsKeeper;
  /** Default: what {@link signaturesIn} reads. */
  readonly readSignatures?: ReadSignatures;
  /** Most links between manifests that are remembered; default 200 000, some 25 MB. */
  readonly mostLinks?: number;
}

/** One message on its way through the auditor. */
interface Handling extends Arrived {
  readonly grace: number;
}

const seconds = 1_000;
const minutes = 60 * seconds;

/** Makes the heart of the service: it judges each change, logs the verdict and has the rejected ones alerted. */
export function createAuditor(options: AuditorOptions): Auditor {
  return new JudgingAuditor(options);
}

class JudgingAuditor implements Auditor {
  readonly #handled: Handled;
  readonly #store: KnowledgeStore;
  readonly #signers: Signers;
  readonly #watched: Watched;
  readonly #deliveries: Deliveries;
  readonly #firstTimes = new FirstTimes();
  readonly #ignored: IgnoredRegistries;
  readonly #clock: () => number;
  readonly #backlog: Backlog;
  readonly #probes: Probes;

  constructor(private readonly options: AuditorOptions) {
    this.#clock = options.clock ?? Date.now;
    this.#backlog = options.backlog ?? new Backlog();
    this.#probes = new Probes(options.probes ?? []);
    this.#handled = new Handled(options.mostIds ?? 100_000);
    this.#ignored = new IgnoredRegistries(options.log);
    this.#store = new KnowledgeStore(options);
    const { registry, signal, readSignatures = signaturesIn(registry, signal) } = options;
    this.#signers = new Signers({ read: readSignatures, failuresFor: 10 * seconds, clock: this.#clock });
    this.#watched = new Watched({ ...options, watch: options.watch ?? [] });
    const unreachableAfter = options.unreachableAfter ?? 60 * minutes;
    this.#deliveries = new Deliveries(
      { ...options, unreachableAfter, clock: this.#clock, backlog: this.#backlog },
      this.#handled,
    );
  }

  handle(
    received: Received,
    { signal, grace = this.options.grace ?? 5 * minutes, onJudged }: HandleOptions = {},
  ): Promise<Answer> {
    const answer = this.#handled.once(received, () => this.#handle(received, grace, onJudged));
    return untilAborted(answer, signal, later('nobody waits for the answer any more'));
  }

  async #handle(received: Received, grace: number, onJudged?: () => void): Promise<Answer> {
    this.#backlog.received(received, this.#clock());
    const answer = await this.#answer(received, grace, onJudged);
    if (answer.kind !== 'later') this.#backlog.settled(received);
    return answer;
  }

  async #answer(received: Received, grace: number, onJudged?: () => void): Promise<Answer> {
    try {
      const { event } = received;
      const handling = { arrival: this.#clock(), grace, ...(onJudged && { onJudged }) };
      if (!(event instanceof MalformedEventError)) return await this.#judge(received, event, handling);
      const { revision } = this.options.manifests.current;
      return await this.#deliveries.deliver(received, { verdict: malformed(event), revision }, handling);
    } catch (error) {
      if (this.options.signal?.aborted) return later('the service is stopping');
      this.options.log.error('a message could not be handled; it must come again', {
        id: received.id,
        error,
      });
      return later(describeError(error));
    }
  }

  async #judge(received: Received, written: ChangeEvent, handling: Handling): Promise<Answer> {
    const { log } = this.options;
    const { arrival, grace } = handling;
    const event = this.#firstTimes.timed(written);
    if (this.#probes.has(event)) {
      this.options.onProbe?.(event.repository, arrival);
      return { kind: 'probe' };
    }
    const concern = await this.#watched.concernOf(event.repository, arrival);
    const isStranger = concern.kind === 'unknown-host';
    if (concern.kind === 'unwatched' || (isStranger && !event.isHostClaimed)) {
      this.#ignored.add(event.repository);
      return { kind: 'ignored' };
    }
    if (concern.kind === 'watched') this.options.onEvent?.(event.repository, arrival);
    const { revision: current } = this.options.manifests.current;
    if (isStranger) {
      return this.#deliveries.deliver(received, { verdict: unknownHost(event), revision: current }, handling);
    }
    const judgement =
      concern.kind === 'unknown'
        ? unread(concern.reason, this.options.manifests.current)
        : await judgeChange(event, arrival, { ...this.options, store: this.#store, signers: this.#signers });
    const { verdict, revision } = judgement;
    const until = graceEnd(verdict, event, arrival, grace);
    if (until === undefined) return this.#deliveries.deliver({ ...received, event }, judgement, handling);
    const { action: _action, publishedAt: _publishedAt, isHostClaimed: _claimed, ...names } = event;
    const fields = { ...names, reason: verdict.reason, revision, until: new Date(until).toISOString() };
    const message = 'not explained yet; it is judged again until its grace ends';
    if (this.#firstTimes.isWaiting(event)) log.debug(message, fields);
    else log.info(message, fields);
    return later(verdict.explanation, until);
  }
}
