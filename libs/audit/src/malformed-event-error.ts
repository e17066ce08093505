/** A message from a proven caller that cannot be an event. `reason` is half a sentence for people. */
export class MalformedEventError extends Error {
  readonly code = 'MALFORMED_EVENT';

  constructor(readonly reason: string) {
    super(`not an event of a registry: ${reason}`);
    this.name = 'MalformedEventError';
  }
}
