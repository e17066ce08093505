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
import { parseSize } from './parse-size.js';
import { defaultPolicy, type Policy } from './policy.js';
import { PolicyError } from './policy-error.js';
import { policyFaultText } from './policy-fault-text.js';
import { type LocatedMistake, valueMistakes } from './policy-values.js';
import { validatePolicy } from './validators.generated.js';

/** What people write, once the schema holds. All scalars are texts. */
type WrittenPolicy = Partial<Omit<Policy, 'maxImageSize'>> & { readonly maxImageSize?: string };

const mostMistakes = 100;

/**
 * Reads a configuration, `.cip-lint.yaml`. One without content is {@link defaultPolicy}. Throws {@link PolicyError} with
 * everything that is wrong, at most a hundred mistakes.
 */
export function parsePolicy(input: ManifestInput): Policy {
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
  return root ? policyFrom(root, file) : defaultPolicy;
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

function policyFrom(root: YamlNode, file: ManifestFile): Policy {
  const { value, faults } = checkShape(root, validatePolicy);
  const lineOf = (offset: number): number => positionOf({ file, offset }).line;
  // Only what is shown is put into words: there may be very many faults.
  const shown = firstOf(faults.map((fault) => ({ fault, offset: offsetOfFault(root, fault) })));
  const mistakes = [
    ...shown.map(({ fault, offset }) => ({
      ...policyFaultText(fault, findAt(root, fault.path), lineOf),
      offset,
    })),
    ...valueMistakes(root),
  ];
  if (mistakes.length > 0) throw errorAbout(file, mistakes);
  const { maxImageSize, ...written } = value as WrittenPolicy;
  const bytes = maxImageSize === undefined ? undefined : parseSize(maxImageSize);
  const placeOf = (...path: string[]): Position => {
    const { entry, node } = findAt(root, path);
    return positionOf({ file, offset: (entry ?? node)?.offset ?? 0 });
  };
  return {
    ...defaultPolicy,
    ...written,
    ...(bytes !== undefined && { maxImageSize: bytes }),
    ...placed(written, placeOf),
  };
}

/** What applies to some paths, with its place, so that what has no use any more can be shown. */
function placed(
  { overrides = [], subprojects = {}, exceptions = [] }: WrittenPolicy,
  placeOf: (...path: string[]) => Position,
): Pick<Policy, 'overrides' | 'subprojects' | 'exceptions'> {
  return {
    overrides: overrides.map((one, i) => ({ ...one, where: placeOf('overrides', `${i}`) })),
    subprojects: Object.fromEntries(
      Object.entries(subprojects).map(([name, one]) => [
        name,
        { ...one, where: placeOf('subprojects', name) },
      ]),
    ),
    exceptions: exceptions.map((one, i) => ({ ...one, where: placeOf('exceptions', `${i}`) })),
  };
}

function errorAbout(file: ManifestFile, mistakes: readonly LocatedMistake[]): PolicyError {
  return new PolicyError(
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
