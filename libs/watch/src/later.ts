import type { Answer } from './auditor.js';

/** The answer that a message must come again. `until` is when its grace ends, in milliseconds since the epoch. */
export function later(reason: string, until?: number): Extract<Answer, { kind: 'later' }> {
  return { kind: 'later', reason, ...(until !== undefined && { until }) };
}
