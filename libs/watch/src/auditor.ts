import type { ChangeEvent, MalformedEventError } from '@cip/audit';
import type { Transaction } from './transaction.js';

/** A message from a proven caller: an event, or something that cannot be one. */
export interface Received {
  readonly id: string;
  readonly event: ChangeEvent | MalformedEventError;
  /** As it came, for people; of an envelope the one notification. */
  readonly contents: string;
}

/**
 * What becomes of a message. `settled`: the verdict is logged and its alert accepted. `ignored`: it concerns nothing
 * that is watched. `probe`: it says nothing but that events arrive. `later`: it could not be settled, and must come again.
 */
export type Answer =
  | { readonly kind: 'settled'; readonly transaction: Transaction }
  | { readonly kind: 'ignored' | 'probe' }
  | {
      readonly kind: 'later';
      readonly reason: string;
      /** When its grace ends, in milliseconds since the epoch; absent when it waits for something else. */
      readonly until?: number;
    };

export interface HandleOptions {
  /** Ends the waiting of this caller, who is answered `later`; the work goes on, and its result is remembered. */
  readonly signal?: AbortSignal;
  /** Milliseconds from publication that an event may stay unexplained; default that of the auditor. */
  readonly grace?: number;
  /** Called when the verdict is logged, and only its alert is owed. Not called for a message that comes meanwhile again. */
  readonly onJudged?: () => void;
}

/** Gives verdicts on changes. */
export interface Auditor {
  /** Never rejects. The same id gets the same answer while it is remembered. */
  handle(received: Received, options?: HandleOptions): Promise<Answer>;
}
