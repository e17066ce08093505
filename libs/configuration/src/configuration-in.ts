import type { ManifestInput } from '@cip/manifest';
import { ConfigurationError } from './configuration-error.js';
import { parseConfiguration } from './parse-configuration.js';
import {
  configurationFile,
  defaultConfiguration,
  formerConfigurationFile,
  type ProjectConfiguration,
} from './project-configuration.js';

/** What stands in the root of a tree under the name of a configuration and under its former one. */
export interface ConfigurationFiles {
  readonly current?: ManifestInput | undefined;
  readonly former?: ManifestInput | undefined;
}

/** The one file of the two that counts; throws {@link ConfigurationError} when there are both. */
export function configurationInput({ current, former }: ConfigurationFiles): ManifestInput | undefined {
  if (!current || !former) return current ?? former;
  throw new ConfigurationError([
    {
      where: { file: former.shownAs, line: 1, column: 1 },
      message: `there are both ${formerConfigurationFile} and ${configurationFile}, which takes its place`,
      remedy: `Move what still counts to ${configurationFile}, and remove ${formerConfigurationFile}.`,
    },
  ]);
}

/**
 * The configuration of a tree; without a file {@link defaultConfiguration}. A file with the former name counts, with a
 * notice. Throws {@link ConfigurationError}.
 */
export function configurationIn(files: ConfigurationFiles): ProjectConfiguration {
  const input = configurationInput(files);
  if (!input) return defaultConfiguration;
  const configuration = parseConfiguration(input);
  if (input === files.current) return configuration;
  const file = input.shownAs;
  const renamed = file.slice(0, -formerConfigurationFile.length) + configurationFile;
  const notice = {
    where: { file, line: 1, column: 1 },
    message: `${formerConfigurationFile} is called ${configurationFile} now, and holds the same keys`,
    remedy: `Rename it: git mv ${file} ${renamed}`,
  };
  return { ...configuration, notices: [...configuration.notices, notice] };
}
