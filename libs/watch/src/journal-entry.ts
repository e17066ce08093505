import type { Received } from './auditor.js';

/** A message that waits in a journal. */
export interface JournalEntry {
  /** Of its line. */
  readonly number: number;
  readonly received: Received;
}
