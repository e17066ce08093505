import type { Exception, Policy } from './policy.js';

/** The exceptions that hold no longer, so that people remove them. `today` is `YYYY-MM-DD` in UTC. */
export function expiredExceptions({ exceptions }: Policy, today: string): readonly Exception[] {
  return exceptions.filter(({ expires }) => expires < today);
}
