import { printable } from '@cip/oci';
import { excerptOf } from './excerpt-of.js';

const most = 500;

/** A message from a proven caller that cannot be an event. `reason` is half a sentence for people, bounded and printable. */
export class MalformedEventError extends Error {
  readonly code = 'MALFORMED_EVENT';
  readonly reason: string;

  constructor(reason: string) {
    const shown = printable(reason.length > most ? `${excerptOf(reason, most)}…` : reason);
    super(`not an event of a registry: ${shown}`);
    this.name = 'MalformedEventError';
    this.reason = shown;
  }
}
