import type { ManifestState } from '@cip/source';
import type { FastifyInstance } from 'fastify';

export interface HealthOptions {
  /** Undefined before they were read the first time. */
  readonly manifests: () => ManifestState | undefined;
  readonly isDraining: () => boolean;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** Whether the process is alive, and whether it can judge events. Cloud Run keeps some paths that end in z to itself. */
export function addHealthRoutes(app: FastifyInstance, { manifests, isDraining, clock }: HealthOptions): void {
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
      });
    });
  }
}
