import { MalformedEventError, parsePubsubPush, pubsubMessageId } from '@cip/audit';
import type { Answer, Received } from '@cip/watch';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentsOf, jsonOf, textOfBody } from './body-text.js';
import type { EventContext } from './event-context.js';
import { proveCaller } from './prove-caller.js';
import { sendLater } from './send-later.js';

/** The ways in for Pub/Sub pushes. Anything but 2xx makes Pub/Sub deliver the message again. */
export function addPubsubRoutes(app: FastifyInstance, context: EventContext): void {
  const options = { onRequest: proveCaller(context.callers.pubsub, context), bodyLimit: context.maxBody };
  for (const path of ['/', '/events/pubsub']) {
    app.post(path, options, (request, reply) => handlePush(request, reply, context));
  }
}

async function handlePush(
  request: FastifyRequest,
  reply: FastifyReply,
  context: EventContext,
): Promise<FastifyReply> {
  const { metrics, clock, signal } = context;
  const now = clock();
  metrics.eventAt(now);
  const judges = context.judges();
  if (!judges) {
    metrics.count('LATER', 'not-ready');
    return sendLater(reply, 'events cannot be judged now');
  }
  const answer = await judges.auditor.handle(receivedFrom(textOfBody(request), now), { signal });
  return sendAnswer(answer, reply, context);
}

function receivedFrom(text: string | Received, now: number): Received {
  if (typeof text !== 'string') return text;
  const contents = contentsOf(text);
  let id = '';
  try {
    const body = jsonOf(text);
    id = pubsubMessageId(body) ?? '';
    return { id, contents, event: parsePubsubPush(body, now) };
  } catch (error) {
    if (error instanceof MalformedEventError) return { id, contents, event: error };
    throw error;
  }
}

function sendAnswer(answer: Answer, reply: FastifyReply, { metrics, clock }: EventContext): FastifyReply {
  metrics.answer(answer);
  switch (answer.kind) {
    case 'settled': {
      const { verdict, reason } = answer.transaction;
      return reply.send({ verdict, reason });
    }
    case 'ignored':
    case 'probe':
      return reply.code(204).send();
    case 'later':
      if (answer.until === undefined) return sendLater(reply, answer.reason);
      return sendLater(reply, answer.reason, answer.until - clock());
  }
}
