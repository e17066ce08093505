import type { RegistryRequest } from './request.js';
import type { RequestKind } from './route.js';

/** Picks requests; what is left out matches all. A request that draws an authentication challenge counts too. */
export interface RequestMatch {
  readonly method?: string;
  readonly kind?: RequestKind | readonly RequestKind[];
  readonly repository?: string;
  /** Tag or digest. */
  readonly reference?: string;
  /** The first request that is picked, counted from 1 among those that match. Default: 1. */
  readonly nth?: number;
  /** How many requests are picked from there on; `Infinity` for all. Default: 1. */
  readonly times?: number;
}

type Subject = Pick<RegistryRequest, 'method' | 'kind' | 'repository' | 'reference'>;

/** True when method, kind, repository and reference agree, whatever the counts say. */
export function agrees(match: RequestMatch, subject: Subject): boolean {
  const { kind } = match;
  return (
    (match.method ?? subject.method) === subject.method &&
    (kind === undefined || [kind].flat().includes(subject.kind)) &&
    (match.repository ?? subject.repository) === subject.repository &&
    (match.reference ?? subject.reference) === subject.reference
  );
}

/** Counts the requests that agree and picks from the nth on. */
export class Picker {
  #seen = 0;
  #picked = 0;

  constructor(private readonly match: RequestMatch) {}

  /** How many requests were picked. */
  get picked(): number {
    return this.#picked;
  }

  pick(subject: Subject): boolean {
    if (!agrees(this.match, subject)) return false;
    this.#seen += 1;
    const { nth = 1, times = 1 } = this.match;
    if (this.#seen < nth || this.#seen >= nth + times) return false;
    this.#picked += 1;
    return true;
  }
}
