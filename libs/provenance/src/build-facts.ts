import type { BuildLevel } from '@cip/manifest';
import { isObject } from '@cip/oci';
import { callingWorkflow } from './calling-workflow.js';
import { otherSourcePlaces, type SlsaVersion, sourcePlaces, textsAt } from './source-places.js';

/** What build provenance says of a build. */
export interface BuildFacts {
  /** As it names itself, with a ref where it writes one. */
  readonly builder?: string;
  readonly buildType?: string;
  /** The repositories that it was built from. */
  readonly sources: readonly string[];
  /** The workflow of GitHub that was started, or why what it says of it cannot be read; absent where it names none. */
  readonly caller?: NonNullable<ReturnType<typeof callingWorkflow>>;
  /** What is missing, and the highest level that can be reached without it; absent when nothing is. */
  readonly incomplete?: { readonly lacks: string; readonly level: BuildLevel };
}

type Fields = Readonly<Record<string, unknown>>;

/** The predicate types of build provenance. */
const versions: ReadonlyMap<string, SlsaVersion> = new Map([
  ['https://slsa.dev/provenance/v1', 'v1'],
  ['https://slsa.dev/provenance/v0.2', 'v0.2'],
]);

export function isBuildProvenance(predicateType: string): boolean {
  return versions.has(predicateType);
}

/** What a predicate of build provenance says; undefined for a predicate of another type. */
export function readBuild(predicateType: string, predicate: Fields): BuildFacts | undefined {
  const version = versions.get(predicateType);
  if (version === undefined) return undefined;
  const parts = version === 'v1' ? partsOfV1(predicate) : partsOfV02(predicate);
  const builder = textOf(parts.builder['id']);
  const buildType = textOf(parts.buildType);
  const places = sourcePlaces.get(buildType ?? '') ?? otherSourcePlaces[version];
  const caller = callingWorkflow(version, predicate);
  const incomplete = whatLacks(parts);
  return {
    ...(builder !== undefined && { builder }),
    ...(buildType !== undefined && { buildType }),
    sources: textsAt(predicate, places),
    ...(caller && { caller }),
    ...(incomplete && { incomplete }),
  };
}

interface Parts {
  readonly builder: Fields;
  readonly buildType: unknown;
  readonly invocation: unknown;
  readonly dependencies: unknown;
}

// The specification and those who write it do not agree on the capital letters of the invocation.
function partsOfV1(predicate: Fields): Parts {
  const definition = fieldsOf(predicate['buildDefinition']);
  const details = fieldsOf(predicate['runDetails']);
  const metadata = fieldsOf(details['metadata']);
  return {
    builder: fieldsOf(details['builder']),
    buildType: definition['buildType'],
    invocation: metadata['invocationId'] ?? metadata['invocationID'],
    dependencies: definition['resolvedDependencies'],
  };
}

function partsOfV02(predicate: Fields): Parts {
  const metadata = fieldsOf(predicate['metadata']);
  return {
    builder: fieldsOf(predicate['builder']),
    buildType: predicate['buildType'],
    invocation: metadata['buildInvocationId'] ?? metadata['buildInvocationID'],
    dependencies: predicate['materials'],
  };
}

/** What the SLSA verifier of kpromo wants to find for the levels 2 and 3. */
function whatLacks({ buildType, invocation, dependencies }: Parts): BuildFacts['incomplete'] {
  if (textOf(buildType) === undefined) return { lacks: 'build type', level: 1 };
  if (textOf(invocation) === undefined) return { lacks: 'build invocation', level: 2 };
  if (!Array.isArray(dependencies) || dependencies.length === 0)
    return { lacks: 'resolved dependency', level: 2 };
  return undefined;
}

function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
