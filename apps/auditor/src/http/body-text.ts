import { excerptOf, MalformedEventError } from '@cip/audit';
import { printableLines } from '@cip/oci';
import type { Received } from '@cip/watch';
import type { FastifyRequest } from 'fastify';
import { TooLargeBody } from './read-body.js';
import { whyTooMuch } from './why-too-much.js';

const mostContents = 32 * 1024;

/**
 * The body as it came; where it is no UTF-8, with replacement characters. A body that is too large is a message, too,
 * of which nothing is known but that it is malformed: its sender would repeat it for ever, and all that follows would wait.
 */
export function textOfBody({ body, routeOptions }: FastifyRequest): string | Received {
  if (body instanceof TooLargeBody) return receivedTooLarge(body, routeOptions.bodyLimit);
  return Buffer.isBuffer(body) ? body.toString('utf8') : '';
}

function receivedTooLarge({ beginning, description }: TooLargeBody, limit: number): Received {
  const event = new MalformedEventError(`too large: ${description}; at most ${limit} bytes are taken`);
  return { id: '', contents: `${contentsOf(beginning.toString('utf8'))}… (${description})`, event };
}

/** Throws {@link MalformedEventError} for what is no JSON, or so much of it that it is not looked at. */
export function jsonOf(text: string): unknown {
  const reason = whyTooMuch(text);
  if (reason !== undefined) throw new MalformedEventError(reason);
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedEventError('the body is not JSON');
  }
}

/** What people are shown of a message: all of it, unless it is very large, and nothing that they would not see. */
export function contentsOf(text: string): string {
  const shown = printableLines(excerptOf(text, mostContents));
  if (text.length <= mostContents && shown.length <= mostContents) return shown;
  return `${shown.slice(0, mostContents)}… (${text.length} characters)`;
}

/** One value of a larger message, as JSON. */
export function contentsOfValue(value: unknown): string {
  try {
    return contentsOf(JSON.stringify(value));
  } catch {
    return '(nested too deeply to be shown)';
  }
}
