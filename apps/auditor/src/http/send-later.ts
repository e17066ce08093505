import type { FastifyReply } from 'fastify';

const shortest = 5;
const longest = 60;

/** 503: the message must come again. `wait`, in milliseconds, is what it is worth to wait. */
export function sendLater(reply: FastifyReply, reason: string, wait = 0): FastifyReply {
  const seconds = Math.min(longest, Math.max(shortest, Math.ceil(wait / 1000)));
  return reply.code(503).header('retry-after', seconds).send({ error: reason });
}
