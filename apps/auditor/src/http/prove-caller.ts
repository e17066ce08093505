import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CallerCheck } from './callers/caller-check.js';
import type { EventContext } from './event-context.js';
import { sendLater } from './send-later.js';

/** Turns a request away before its body is read, unless its caller is proven. Resolves with whether it goes on. */
export function proveCaller(
  check: CallerCheck,
  context: EventContext,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    const answer = await check(request.headers.authorization);
    if (answer.kind === 'proven') return undefined;
    const { metrics, refusals } = context;
    metrics.count('UNPROVEN', answer.kind === 'unknown' ? 'not-checked' : answer.reason);
    refusals.add(answer.explanation, request.url);
    // The body is not read, so nothing else can come over this connection.
    reply.header('connection', 'close');
    if (answer.kind === 'unknown') return sendLater(reply, 'the caller could not be checked');
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.code(answer.status).send({ error: answer.explanation });
  };
}
