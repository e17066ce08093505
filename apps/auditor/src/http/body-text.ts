import { excerptOf, MalformedEventError } from '@cip/audit';
import type { FastifyRequest } from 'fastify';
import { whyTooMuch } from './why-too-much.js';

const mostContents = 32 * 1024;

/** The body as it came; where it is no UTF-8, with replacement characters. */
export function textOfBody({ body }: FastifyRequest): string {
  return Buffer.isBuffer(body) ? body.toString('utf8') : '';
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

/** What people are shown of a message: all of it, unless it is very large. */
export function contentsOf(text: string): string {
  return text.length <= mostContents ? text : `${excerptOf(text, mostContents)}… (${text.length} characters)`;
}

/** One value of a larger message, as JSON. */
export function contentsOfValue(value: unknown): string {
  try {
    return contentsOf(JSON.stringify(value));
  } catch {
    return '(nested too deeply to be shown)';
  }
}
