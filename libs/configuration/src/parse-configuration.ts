import {
  checkShape,
  findAt,
  type ManifestFile,
  type ManifestInput,
  offsetOfFault,
  type Position,
  positionOf,
  readYaml,
  YamlError,
  type YamlNode,
} from '@cip/manifest';
import { ConfigurationError } from './configuration-error.js';
import { configurationFaultText } from './configuration-fault-text.js';
import { type LocatedMistake, valueMistakes } from './configuration-values.js';
import { defaultConfiguration, type ProjectConfiguration } from './project-configuration.js';
import { configurationOf, type WrittenConfiguration } from './written-configuration.js';
import { validateConfiguration } from './validators.generated.js';

const mostMistakes = 100;

/**
 * Reads a configuration, `.cip.yaml`. One without content is {@link defaultConfiguration}. Throws
 * {@link ConfigurationError} with everything that is wrong, at most a hundred mistakes.
 */
export function parseConfiguration(input: ManifestInput): ProjectConfiguration {
  const text = 'text' in input ? input.text.replace(/^\uFEFF/, '') : '';
  const file = { path: input.shownAs, kind: 'plain-manifest', text } as const;
  if ('unreadable' in input) {
    throw errorAbout(file, [
      {
        offset: 0,
        message: `the file cannot be read: ${input.unreadable}`,
        remedy: 'Make it a regular file with UTF-8 text that this program may read.',
      },
    ]);
  }
  const root = rootOf(file);
  return root ? configurationFrom(root, file) : defaultConfiguration;
}

function rootOf(file: ManifestFile): YamlNode | undefined {
  try {
    return readYaml(file.text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { message, offset } = error;
    const remedy = 'Correct the YAML at this place or just before it.';
    throw errorAbout(file, [{ message, remedy, offset }]);
  }
}

function configurationFrom(root: YamlNode, file: ManifestFile): ProjectConfiguration {
  const { value, faults } = checkShape(root, validateConfiguration);
  const lineOf = (offset: number): number => positionOf({ file, offset }).line;
  // Only what is shown is put into words: there may be very many faults.
  const shown = firstOf(faults.map((fault) => ({ fault, offset: offsetOfFault(root, fault) })));
  const mistakes = [
    ...shown.map(({ fault, offset }) => ({
      ...configurationFaultText(fault, findAt(root, fault.path), lineOf),
      offset,
    })),
    ...valueMistakes(root),
  ];
  if (mistakes.length > 0) throw errorAbout(file, mistakes);
  const placeOf = (...path: string[]): Position => {
    const { entry, node } = findAt(root, path);
    return positionOf({ file, offset: (entry ?? node)?.offset ?? 0 });
  };
  return configurationOf(value as WrittenConfiguration, placeOf);
}

function errorAbout(file: ManifestFile, mistakes: readonly LocatedMistake[]): ConfigurationError {
  return new ConfigurationError(
    firstOf(mistakes).map(({ offset, message, remedy }) => ({
      where: positionOf({ file, offset }),
      message,
      remedy,
    })),
  );
}

function firstOf<T extends { readonly offset: number }>(mistakes: readonly T[]): readonly T[] {
  return mistakes.toSorted((a, b) => a.offset - b.offset).slice(0, mostMistakes);
}
