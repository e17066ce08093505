import type { FastifyInstance } from 'fastify';

export interface DrainOptions {
  /** Ends the waiting of those who wait for an answer. */
  readonly wait: AbortController;
  /** Milliseconds that they may still wait. */
  readonly waitFor: number;
  /** Milliseconds after which connections are ended, whatever goes on in them. */
  readonly endAfter: number;
}

/** Takes no more connections, and resolves when all there were have had their answers, or have been ended. */
export async function drain(app: FastifyInstance, { wait, waitFor, endAfter }: DrainOptions): Promise<void> {
  const timers = [
    // One whose last answer has been sent ends now, not when its client is tired of it.
    setInterval(() => {
      app.server.closeIdleConnections();
    }, 100),
    setTimeout(() => {
      wait.abort();
    }, waitFor),
    setTimeout(() => {
      app.server.closeAllConnections();
    }, endAfter),
  ];
  try {
    await app.close();
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}
