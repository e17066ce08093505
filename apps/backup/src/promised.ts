import { orWrongLocation, warnOfConfiguration } from '@cip/cli';
import {
  ConfigurationError,
  configurationIn,
  defaultConfiguration,
  mistakeLine,
  type ProjectConfiguration,
} from '@cip/configuration';
import type { ManifestTree } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { desiredState } from '@cip/plan';
import type { Logger } from '@cip/runtime';
import type { PromisedImages } from '@cip/snapshot';
import { readConfigurationFiles, readThinTree } from '@cip/source';

/** What promoter manifests promise. */
export interface Promised {
  /** By destination repository, with its registry. */
  readonly images: PromisedImages;
  /** The destination registries, as the manifests name them. Sorted. */
  readonly registries: readonly string[];
  /** What stands beside them. */
  readonly configuration: ProjectConfiguration;
}

/** Reads what manifests promise. Mistakes in them are told and stop nothing. Throws `UsageError` for a wrong directory. */
export async function readPromised(directory: string, log: Logger, signal: AbortSignal): Promise<Promised> {
  const [tree, configuration] = await orWrongLocation(() =>
    Promise.all([readThinTree({ directory }, { signal }), readConfiguration(directory, log, signal)]),
  );
  for (const { message, where, severity } of tree.problems) {
    if (severity === 'error')
      log.warn(`a part of the manifests is left out: ${message}`, { file: where.file, line: where.line });
  }
  return { images: imagesIn(tree), registries: registriesIn(tree), configuration };
}

/** A backup is worth more than its limits: a configuration that cannot be used stops nothing. */
async function readConfiguration(
  directory: string,
  log: Logger,
  signal: AbortSignal,
): Promise<ProjectConfiguration> {
  const files = await readConfigurationFiles({ directory }, { signal });
  try {
    const configuration = configurationIn(files);
    warnOfConfiguration(configuration, log);
    return configuration;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const mistake of error.mistakes)
      log.warn(`the configuration of the manifests is left out: ${mistakeLine(mistake)}`);
    return defaultConfiguration;
  }
}

function imagesIn(tree: ManifestTree): PromisedImages {
  return new Map(
    desiredState(tree).repositories.map(({ name, claims }) => {
      const images = new Map<Digest, readonly string[]>();
      for (const { digest, tags } of claims.flatMap(({ image }) => image.digests)) {
        images.set(digest, [...(images.get(digest) ?? []), ...tags]);
      }
      return [name, images];
    }),
  );
}

function registriesIn({ manifests }: ManifestTree): string[] {
  const names = manifests.flatMap(({ destinations }) => destinations.map(({ name }) => name));
  return [...new Set(names)].sort();
}
