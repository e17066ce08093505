/** A text that is not one readable YAML document, or goes beyond the bounds. `offset` is where reading stopped. */
export class YamlError extends Error {
  readonly code = 'INVALID_YAML';

  constructor(
    readonly reason: string,
    readonly offset: number,
  ) {
    super(`not readable as YAML: ${reason}`);
    this.name = 'YamlError';
  }
}
