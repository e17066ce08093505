import type { Exception, Policy } from './policy.js';

const day = 24 * 60 * 60 * 1000;

/** The exceptions that still hold, and end within 14 days, so that people act before. `today` is `YYYY-MM-DD` in UTC. */
export function endingExceptions({ exceptions }: Policy, today: string): readonly Exception[] {
  const last = new Date(Date.parse(`${today}T00:00:00Z`) + 14 * day).toISOString().slice(0, 10);
  return exceptions.filter(({ expires }) => expires >= today && expires <= last);
}
