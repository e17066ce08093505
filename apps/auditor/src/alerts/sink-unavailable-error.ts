/** A sink does not answer, or cannot take anything now. It is not this very alert that it refuses. */
export class SinkUnavailableError extends Error {
  readonly code = 'sink-unavailable';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SinkUnavailableError';
  }
}
