import { defaultConfiguration } from '@cip/configuration';
import { type Digest, digestOf } from '@cip/oci';
import type { Logger } from '@cip/runtime';
import { MalformedEventError } from '@cip/audit';
import type { ManifestState } from '@cip/source';
import type { Answer, HandleOptions, Received, Transaction } from '@cip/watch';
import type { FastifyInstance } from 'fastify';
import { AuditorMetrics } from '../metrics.js';
import { TransactionsRing } from '../transactions-ring.js';
import { everybody } from './callers/caller-check.js';
import { type AppOptions, createApp } from './create-app.js';

export const now = Date.parse('2030-01-01T00:00:00Z');
export const image: Digest = digestOf(Buffer.from('image'));

export function transaction(more: Partial<Transaction> = {}): Transaction {
  return {
    id: '1',
    time: new Date(now).toISOString(),
    verdict: 'VERIFIED',
    reason: 'promised',
    explanation: 'the manifests promise it',
    action: 'insert',
    repository: 'registry.example/prod/hammer',
    tag: 'v1',
    digest: image,
    revision: 'a'.repeat(40),
    ...more,
  };
}

export const settled: Answer = { kind: 'settled', transaction: transaction() };

/** An auditor that answers what a test tells it to, and keeps what it was given. */
export class ScriptedAuditor {
  readonly received: Received[] = [];
  readonly options: HandleOptions[] = [];

  constructor(public answer: (received: Received) => Answer | Promise<Answer> = () => settled) {}

  async handle(received: Received, options: HandleOptions = {}): Promise<Answer> {
    this.received.push(received);
    this.options.push(options);
    return this.answer(received);
  }

  /** Why what was given was no event. */
  get reasons(): string[] {
    return this.received.map(({ event }) =>
      event instanceof MalformedEventError ? event.reason : 'an event',
    );
  }
}

/** Keeps lines as `level message`. */
export function quietLog(lines: string[] = []): Logger {
  const at = (level: string) => (message: string) => {
    lines.push(`${level} ${message}`);
  };
  const log: Logger = {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: () => log,
  };
  return log;
}

export const manifests: ManifestState = {
  promises: { registries: ['registry.example/prod'], in: () => undefined, repositories: () => [] },
  revision: 'a'.repeat(40),
  policies: { of: () => [] },
  configuration: defaultConfiguration,
  readAt: now - 90_000,
  invalid: [],
};

export interface World {
  readonly app: FastifyInstance;
  readonly auditor: ScriptedAuditor;
  readonly ring: TransactionsRing;
  /** Lines of the log. */
  readonly lines: string[];
  /** What was counted: `VERDICT/reason` and how often. */
  readonly counted: () => Promise<Record<string, number>>;
}

/** An app around a {@link ScriptedAuditor}. */
export function createWorld(more: Partial<AppOptions> = {}): World {
  const auditor = new ScriptedAuditor();
  const ring = new TransactionsRing();
  const lines: string[] = [];
  const metrics = new AuditorMetrics({ manifestsReadAt: () => now - 90_000, process: false });
  const app = createApp({
    judges: () => ({ auditor }),
    callers: { pubsub: everybody, distribution: everybody },
    nameOf: (host) => ({ name: host, isClaimed: false }),
    signal: new AbortController().signal,
    metrics,
    log: quietLog(lines),
    clock: () => now,
    maxBody: 64 * 1024,
    maxEnvelope: 256 * 1024,
    manifests: () => manifests,
    isDraining: () => false,
    sinks: () => [],
    transactions: ring,
    ...more,
  });
  return { app, auditor, ring, lines, counted: () => countedBy(metrics) };
}

async function countedBy(metrics: AuditorMetrics): Promise<Record<string, number>> {
  const samples = (await metrics.render()).matchAll(
    /^cip_auditor_events_total\{verdict="(\w+)",reason="([\w-]+)"\} (\d+)$/gm,
  );
  const counts = [...samples].map(
    ([, verdict, reason, count]) => [`${verdict}/${reason}`, Number(count)] as const,
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** The body of a Pub/Sub push. */
export function push(data: unknown, messageId = 'm1'): object {
  const text = typeof data === 'string' ? data : Buffer.from(JSON.stringify(data)).toString('base64');
  return { message: { data: text, messageId, publishTime: '2029-12-31T23:59:00Z' }, subscription: 's' };
}

export const pushOfImage = push({ action: 'INSERT', digest: `registry.example/prod/hammer@${image}` });

/** One event of an envelope. */
export function notification(id: string, target: object = {}, action = 'push'): object {
  return {
    id,
    timestamp: '2029-12-31T23:59:00Z',
    action,
    target: {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: image,
      repository: 'prod/hammer',
      ...target,
    },
    request: { host: 'registry.example' },
  };
}
