import { defaultPolicy, parsePolicy, type Policy, PolicyError } from '@cip/policy';
import { UsageError } from '@cip/runtime';
import { readGivenFile, type ReadOptions, readTreeFile, type TreeLocation } from '@cip/source';

/** The name of a tree's configuration, in its root. */
export const policyFile = '.cip-lint.yaml';

/** The configuration in a tree's folder, as of the same revision; none counts as empty. Throws like {@link readPolicyFile}. */
export async function readTreePolicy(location: TreeLocation, options: ReadOptions): Promise<Policy> {
  const input = await readTreeFile(location, policyFile, options);
  return input ? orUnusable(() => parsePolicy(input)) : defaultPolicy;
}

/**
 * A configuration that was named. Throws `SourceError` when there is no such file, and `UsageError` with everything that
 * is wrong in it.
 */
export async function readPolicyFile(file: string, options: ReadOptions): Promise<Policy> {
  const remedy = 'Name a file with a configuration of cip-lint, or none.';
  const input = await readGivenFile(file, remedy, options);
  return orUnusable(() => parsePolicy(input));
}

function orUnusable(parse: () => Policy): Policy {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const lines = error.mistakes.map(
      ({ where, message, remedy }) => `${where.file}:${where.line}:${where.column}: ${message}. ${remedy}`,
    );
    const file = error.mistakes[0]?.where.file ?? policyFile;
    throw new UsageError(`${file}: this configuration cannot be used`, lines);
  }
}
