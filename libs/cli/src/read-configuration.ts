import {
  ConfigurationError,
  configurationFile,
  configurationIn,
  mistakeLine,
  parseConfiguration,
  type ProjectConfiguration,
} from '@cip/configuration';
import { type Logger, UsageError } from '@cip/runtime';
import { readConfigurationFiles, readGivenFile, type ReadOptions, type TreeLocation } from '@cip/source';

/**
 * The configuration in a tree's folder, as of the same revision; none counts as empty. Throws like
 * {@link readConfigurationFile}.
 */
export async function readTreeConfiguration(
  location: TreeLocation,
  options: ReadOptions,
): Promise<ProjectConfiguration> {
  const files = await readConfigurationFiles(location, options);
  return orUnusable(() => configurationIn(files));
}

/**
 * A configuration that was named. Throws `SourceError` when there is no such file, and `UsageError` with everything that
 * is wrong in it.
 */
export async function readConfigurationFile(
  file: string,
  options: ReadOptions,
): Promise<ProjectConfiguration> {
  const input = await readGivenFile(file, notThere, options);
  return orUnusable(() => parseConfiguration(input));
}

/** The remedy for a configuration that was named and cannot be read. */
export const notThere = 'Name a file with a configuration, or none.';

/** Logs what works and should not stay as it is. */
export function warnOfConfiguration(
  { notices }: Pick<ProjectConfiguration, 'notices'>,
  log: Pick<Logger, 'warn'>,
): void {
  for (const { where, message, remedy } of notices) log.warn(`${message}. ${remedy}`, { file: where.file });
}

function orUnusable(parse: () => ProjectConfiguration): ProjectConfiguration {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const file = error.mistakes[0]?.where.file ?? configurationFile;
    throw new UsageError(`${file}: this configuration cannot be used`, error.mistakes.map(mistakeLine));
  }
}
