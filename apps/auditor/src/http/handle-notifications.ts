import { MalformedEventError } from '@cip/audit';
import type { Received } from '@cip/watch';
import PQueue from 'p-queue';
import type { EventContext, Judges } from './event-context.js';

const sideBySide = 64;

/**
 * Handles the messages of one envelope side by side; those about the same tag one after the other, since the first
 * state of a tag may be the only one that is approved. Resolves with why messages must come again, one reason each.
 */
export async function handleNotifications(
  messages: readonly Received[],
  judges: Judges,
  context: EventContext,
): Promise<readonly string[]> {
  const queue = new PQueue({ concurrency: sideBySide });
  const late: string[] = [];
  const handleAll = async (group: readonly Received[]): Promise<void> => {
    for (const received of group) {
      const reason = await handleOne(received, judges, context);
      if (reason !== undefined) late.push(reason);
    }
  };
  await queue.addAll(groupsOf(messages).map((group) => () => handleAll(group)));
  return late;
}

function groupsOf(messages: readonly Received[]): readonly (readonly Received[])[] {
  const groups = new Map<string | Received, Received[]>();
  for (const received of messages) {
    const { event } = received;
    const tagged = !(event instanceof MalformedEventError) && event.tag !== undefined;
    const key = tagged ? `${event.repository}:${event.tag}` : received;
    const group = groups.get(key);
    if (group) group.push(received);
    else groups.set(key, [received]);
  }
  return [...groups.values()];
}

/**
 * Why the message must come again; undefined when it need not. With a journal it is written down, and judged when its
 * sender has been answered: such a registry sends nothing else until then. A journal that does not take it is as none.
 */
async function handleOne(
  received: Received,
  { auditor, journal }: Judges,
  { metrics, signal, log }: EventContext,
): Promise<string | undefined> {
  try {
    await journal?.add(received);
    if (journal) return undefined;
  } catch (error) {
    log.error('the journal did not take an event; it is judged without it', { id: received.id, error });
  }
  const answer = await auditor.handle(received, { signal, grace: 0 });
  metrics.answer(answer);
  return answer.kind === 'later' ? answer.reason : undefined;
}
