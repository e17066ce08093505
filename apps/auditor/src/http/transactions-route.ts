import type { Transaction } from '@cip/watch';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { TransactionsRing } from '../transactions-ring.js';

const querystring = {
  type: 'object',
  properties: {
    verdict: { type: 'string', enum: ['', 'VERIFIED', 'REJECTED', 'UNREACHABLE'] },
    q: { type: 'string', maxLength: 500 },
    limit: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
  },
} as const;

interface Query {
  readonly verdict?: Transaction['verdict'] | '';
  readonly q?: string;
  readonly limit: number;
}

/** The newest transactions of this process as JSON: docs/cli/schema/transactions.json. */
export function addTransactionsRoute(app: FastifyInstance, ring: TransactionsRing): void {
  const process = randomUUID();
  app.get<{ Querystring: Query }>('/api/transactions', { schema: { querystring } }, (request, reply) => {
    const { verdict, q, limit } = request.query;
    const state = `"${process}-${ring.added}"`;
    reply.headers({ etag: state, 'cache-control': 'no-cache' });
    // Who asks every few seconds is mostly told that there is nothing new.
    if (request.headers['if-none-match'] === state) return reply.code(304).send();
    const items = ring.find({
      ...(verdict && { verdict }),
      ...(q !== undefined && { text: q }),
      limit,
    });
    return reply.send({ version: 1, items });
  });
}
