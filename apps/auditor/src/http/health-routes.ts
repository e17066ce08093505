import type { ManifestState } from '@cip/source';
import type { FastifyInstance } from 'fastify';
import type { SinkState } from '../alerts/guarded-sink.js';

export interface HealthOptions {
  /** Undefined before they were read the first time. */
  readonly manifests: () => ManifestState | undefined;
  /** Where alerts go. */
  readonly sinks: () => readonly SinkState[];
  readonly isDraining: () => boolean;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Whether the process is alive, and whether it can judge events. Cloud Run keeps some paths that end in z to itself.
 * Without its sinks it is ready all the same: whoever is taken out of service for that judges and logs nothing either.
 */
export function addHealthRoutes(
  app: FastifyInstance,
  { manifests, sinks, isDraining, clock }: HealthOptions,
): void {
  app.get('/health/alerts', (_request, reply) => {
    const states = sinks().map(sinkOf);
    return reply.code(states.some(({ up }) => !up) ? 503 : 200).send({ sinks: states });
  });
  for (const path of ['/health', '/healthz']) app.get(path, () => ({ status: 'alive' }));
  for (const path of ['/ready', '/readyz']) {
    app.get(path, (_request, reply) => {
      const state = manifests();
      if (isDraining()) return reply.code(503).send({ status: 'draining' });
      if (!state) return reply.code(503).send({ status: 'starting' });
      const { revision, readAt, invalid } = state;
      const ageSeconds = Math.max(0, Math.round((clock() - readAt) / 1000));
      return reply.send({
        status: 'ready',
        revision,
        readAt: new Date(readAt).toISOString(),
        ageSeconds,
        invalid,
        sinks: sinks().map(sinkOf),
      });
    });
  }
}

function sinkOf({ name, downSince }: SinkState): { name: string; up: boolean; downSince?: string } {
  if (downSince === undefined) return { name, up: true };
  return { name, up: false, downSince: new Date(downSince).toISOString() };
}
