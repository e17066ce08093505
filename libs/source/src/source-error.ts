/** What was asked for does not exist or cannot be asked for: wrong usage, not a mistake in a manifest. */
export type SourceErrorCode =
  | 'NOT_FOUND'
  | 'NOT_A_DIRECTORY'
  | 'NOT_A_FILE'
  | 'NOT_A_TREE'
  | 'PART_OF_TREE'
  | 'NOT_READABLE'
  | 'LEADS_OUT'
  | 'TOO_LARGE'
  | 'NOT_A_REPOSITORY'
  | 'NESTED_REPOSITORY'
  | 'INVALID_REVISION'
  | 'UNKNOWN_REVISION'
  | 'UNREACHABLE'
  | 'GIT_FAILED'
  | 'NOT_COMMITTED';

/** A location that manifests cannot be read from. The message ends with what to do. */
export class SourceError extends Error {
  constructor(
    readonly code: SourceErrorCode,
    /** The directory, file or revision concerned, as it was given. */
    readonly location: string,
    /** Half a sentence. */
    readonly reason: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${location}: ${reason}. ${remedy}`, options);
    this.name = 'SourceError';
  }
}
