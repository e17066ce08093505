import { MalformedEventError, type Notification, parseDistributionEnvelope } from '@cip/audit';
import type { Received } from '@cip/watch';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentsOf, contentsOfValue, jsonOf, textOfBody } from './body-text.js';
import type { EventContext } from './event-context.js';
import { handleNotifications } from './handle-notifications.js';
import { proveCaller } from './prove-caller.js';
import { sendLater } from './send-later.js';

const mostEvents = 10_000;

/** The way in for the envelopes of distribution registries: 200 when nothing in it need come again. */
export function addDistributionRoute(app: FastifyInstance, context: EventContext): void {
  const onRequest = proveCaller(context.callers.distribution, context);
  app.post('/events/distribution', { onRequest, bodyLimit: context.maxEnvelope }, (request, reply) =>
    handleEnvelope(request, reply, context),
  );
}

async function handleEnvelope(
  request: FastifyRequest,
  reply: FastifyReply,
  context: EventContext,
): Promise<FastifyReply> {
  const { metrics, clock } = context;
  const now = clock();
  metrics.eventAt(now);
  const judges = context.judges();
  if (!judges) {
    metrics.count('LATER', 'not-ready');
    return sendLater(reply, 'events cannot be judged now');
  }
  const messages = messagesIn(textOfBody(request), now, context);
  const late = await handleNotifications(messages, judges, context);
  if (late.length === 0) return reply.send({ events: messages.length });
  return sendLater(reply, `${late.length} of ${messages.length} events must come again: ${late[0] ?? ''}`);
}

function messagesIn(text: string | Received, now: number, context: EventContext): readonly Received[] {
  if (typeof text !== 'string') return [text];
  try {
    const body = jsonOf(text);
    refuseTooMany(body);
    const notifications = parseDistributionEnvelope(body, { now, nameOf: context.nameOf });
    const { events } = body as { readonly events: readonly unknown[] };
    return notifications.flatMap((notification, i) => receivedFrom(notification, events[i], context));
  } catch (error) {
    if (error instanceof MalformedEventError) return [{ id: '', contents: contentsOf(text), event: error }];
    throw error;
  }
}

// Each costs an entry of the log: whoever has no more to say than a byte each is not listened to.
function refuseTooMany(body: unknown): void {
  const events = (body as { readonly events?: unknown } | null)?.events;
  if (Array.isArray(events) && events.length > mostEvents) {
    throw new MalformedEventError(`there are more than ${mostEvents} events in it`);
  }
}

function receivedFrom(notification: Notification, written: unknown, { metrics }: EventContext): Received[] {
  switch (notification.kind) {
    case 'ignored':
      metrics.count('IGNORED', 'no-change');
      return [];
    case 'change': {
      const { event } = notification;
      return [{ id: event.id, event, contents: contentsOfValue(written) }];
    }
    case 'malformed':
      return [{ id: notification.id, event: notification.error, contents: contentsOfValue(written) }];
  }
}
