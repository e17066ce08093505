import { warnOfConfiguration } from '@cip/cli';
import type { ProjectConfiguration } from '@cip/configuration';
import { hostOf } from '@cip/oci';
import type { ManifestsKeeper } from '@cip/source';
import {
  type Alerts,
  type Auditor,
  Backlog,
  createAuditor,
  createRetrier,
  type ManifestReader,
  openJournal,
  type Retrier,
} from '@cip/watch';
import type { SinkAlerts } from '../alerts/create-alerts.js';
import { AuditorMetrics } from '../metrics.js';
import { registryNameOf } from '../registry-name-of.js';
import type { ServeRequest } from '../request.js';
import { TransactionsRing } from '../transactions-ring.js';
import { type Logger, UsageError } from '@cip/runtime';
import type { FastifyInstance } from 'fastify';
import { checksFor } from './callers/checks-for.js';
import { createApp } from './create-app.js';
import { drain } from './drain.js';

/** What the service stands on. */
export interface ServiceParts {
  /** Called once the manifests have been read. */
  readonly openRegistry: (configuration: ProjectConfiguration) => ManifestReader;
  readonly openAlerts: () => Promise<SinkAlerts>;
  /** Reads the manifests the first time; the alerts are for parts of them that are invalid. */
  readonly openManifests: (alerts: Alerts, signal: AbortSignal) => Promise<ManifestsKeeper>;
}

export interface ServiceOptions {
  readonly log: Logger;
  /** Ends the service. */
  readonly signal: AbortSignal;
  /** Told where the service listens. */
  readonly onListening?: (address: string) => void;
}

// Of the ten seconds that Cloud Run gives: for what is in flight, for answers on their way, for alerts and journal.
const waitFor = 4000;
const endAfter = 5000;
const closeWithin = 3000;

/** Serves until it is told to end. Events are taken from when the manifests have been read the first time. */
export async function runService(
  request: ServeRequest,
  parts: ServiceParts,
  options: ServiceOptions,
): Promise<void> {
  const service = new Service(request, parts, options);
  try {
    await service.start();
    await aborted(options.signal);
  } catch (error) {
    // What was begun fails when it is told to end.
    if (!options.signal.aborted) throw error;
  } finally {
    await service.stop();
  }
}

class Service {
  readonly #transactions = new TransactionsRing();
  readonly #wait = new AbortController();
  readonly #backlog = new Backlog();
  readonly #metrics = new AuditorMetrics({
    manifestsReadAt: () => this.#manifests?.current.readAt,
    backlog: this.#backlog,
    sinks: () => this.#alerts?.sinks() ?? [],
  });
  readonly #app: FastifyInstance;
  #alerts: SinkAlerts | undefined;
  #manifests: ManifestsKeeper | undefined;
  #auditor: Auditor | undefined;
  #retrier: Retrier | undefined;

  constructor(
    private readonly request: ServeRequest,
    private readonly parts: ServiceParts,
    private readonly options: ServiceOptions,
  ) {
    const { registryNames, ignoreUnknownHosts, maxBody, maxEnvelope, callers } = request;
    const { log, signal } = options;
    this.#metrics.awaits(request.probeRepositories);
    this.#app = createApp({
      judges: () => this.#judges(),
      callers: checksFor(callers),
      nameOf: (host) => registryNameOf(registryNames, host, ignoreUnknownHosts),
      signal: this.#wait.signal,
      metrics: this.#metrics,
      log,
      clock: Date.now,
      maxBody,
      maxEnvelope,
      manifests: () => (this.#auditor ? this.#manifests?.current : undefined),
      sinks: () => this.#alerts?.sinks() ?? [],
      isDraining: () => signal.aborted,
      transactions: this.#transactions,
    });
  }

  async start(): Promise<void> {
    const { log, signal, onListening } = this.options;
    signal.addEventListener('abort', () => {
      if (!this.#auditor) this.#wait.abort(signal.reason);
    });
    const address = await this.#listen();
    log.info('listening', { address });
    onListening?.(address);
    const alerts = (this.#alerts = await this.parts.openAlerts());
    const manifests = (this.#manifests = await this.parts.openManifests(alerts, this.#wait.signal));
    signal.throwIfAborted();
    await this.#openAuditor(alerts, manifests);
    const { revision, invalid, promises, configuration } = manifests.current;
    warnOfConfiguration(configuration, log);
    const watched = [...promises.registries, ...this.request.watch];
    for (const registry of watched) this.#metrics.watches(hostOf(registry));
    log.info('ready', { revision, invalid: invalid.length, watched: watched.length });
  }

  async stop(): Promise<void> {
    await drain(this.#app, { wait: this.#wait, waitFor, endAfter });
    this.#wait.abort();
    const closing = [this.#retrier, this.#alerts, this.#manifests].map(async (part) => part?.close());
    await Promise.race([Promise.allSettled(closing), timeout(closeWithin)]);
  }

  #judges(): { readonly auditor: Auditor; readonly journal?: Retrier } | undefined {
    if (!this.#auditor || this.options.signal.aborted) return undefined;
    return this.#retrier ? { auditor: this.#retrier, journal: this.#retrier } : { auditor: this.#auditor };
  }

  async #openAuditor(alerts: SinkAlerts, manifests: ManifestsKeeper): Promise<void> {
    const { watch, grace, unreachableAfter, journal } = this.request;
    const { log } = this.options;
    const opened = journal === undefined ? undefined : await openJournal(journal, { log });
    const auditor = createAuditor({
      manifests,
      alerts,
      registry: this.parts.openRegistry(manifests.current.configuration),
      log,
      watch,
      grace,
      unreachableAfter,
      signal: this.#wait.signal,
      onTransaction: (transaction) => {
        this.#transactions.add(transaction);
      },
      onVerdict: (given) => {
        this.#metrics.verdict(given);
      },
      onEvent: (repository, arrival) => {
        this.#metrics.eventOf(hostOf(repository), arrival);
      },
      onProbe: (repository, arrival) => {
        this.#metrics.probeOf(repository, arrival);
      },
      probes: this.request.probeRepositories,
      backlog: this.#backlog,
      ...(opened && { attachedTags: opened }),
    });
    if (opened) {
      this.#retrier = createRetrier({
        auditor,
        journal: opened,
        backlog: this.#backlog,
        onAnswer: (answer) => {
          this.#metrics.answer(answer, true);
        },
      });
    }
    alerts.onUp(() => this.#retrier?.hurry());
    this.#auditor = auditor;
  }

  async #listen(): Promise<string> {
    const { host, port } = this.request;
    try {
      return await this.#app.listen({ host, port });
    } catch (cause) {
      const remedy = 'Give an address of this machine with --host, and a free port with --port.';
      throw new UsageError(`it cannot listen on ${host} port ${port}`, remedy, { cause });
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

function timeout(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
