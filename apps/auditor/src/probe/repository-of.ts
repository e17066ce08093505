import { formatRepositoryName, InvalidReferenceError, parseRepositoryName } from '@cip/oci';
import { UsageError } from '@cip/runtime';

/** A repository with its registry, as people write it. Throws `UsageError` that names the flag. */
export function repositoryOf(text: string, option: string): string {
  try {
    return formatRepositoryName(parseRepositoryName(text));
  } catch (error) {
    if (!(error instanceof InvalidReferenceError)) throw error;
    throw new UsageError(`${option} ${JSON.stringify(text)}: ${error.message}`, 'Write HOST[:PORT]/PATH.');
  }
}
