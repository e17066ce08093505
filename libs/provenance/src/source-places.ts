import { isObject } from '@cip/oci';

/** The way to a value in a predicate: keys, positions in lists, or all items of a list that have what is written here. */
export type Place = readonly (string | number | { readonly name: string } | { readonly scheme: string })[];

/**
 * Where the predicates of a build type name the repositories that they were built from. The first of these that holds anything
 * counts, and every repository at its places.
 */
export type SourcePlaces = readonly (readonly Place[])[];

export type SlsaVersion = 'v1' | 'v0.2';

const external = ['buildDefinition', 'externalParameters'] as const;
const resolved = ['buildDefinition', 'resolvedDependencies'] as const;
const firstDependency: Place = [...resolved, 0, 'uri'];
const workflow: Place = [...external, 'workflow', 'repository'];
const configSource: Place = ['invocation', 'configSource', 'uri'];

/** GitHub artifact attestations, and the older type of the same contents. */
const github: SourcePlaces = [[workflow], [firstDependency]];

// The configuration decides what a build does, so its repository has to be allowed as well as that of the code.
const cloudBuild: SourcePlaces = [
  [
    [...external, 'buildConfigSource', 'repository'],
    [...external, 'configSource', 'repository'],
    [...external, 'sourceToBuild', 'repository'],
  ],
  [firstDependency],
];

// Chains lists the definitions of pipelines and tasks among the dependencies, too, under names of their own. Without the name of
// an input nothing tells code from definitions, so that all that came from Git has to be allowed.
const tekton: SourcePlaces = [
  [[...resolved, { name: 'inputs/result' }, 'uri']],
  [[...resolved, { scheme: 'git+' }, 'uri']],
];
const tektonMaterials: SourcePlaces = [[['materials', { scheme: 'git+' }, 'uri']]];

const generator = 'https://github.com/slsa-framework/slsa-github-generator';

/** By build type. Those of SLSA v1 and v0.2 do not share any. */
export const sourcePlaces: ReadonlyMap<string, SourcePlaces> = new Map([
  ['https://actions.github.io/buildtypes/workflow/v1', github],
  ['https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1', github],
  ['https://cloud.google.com/build/gcb-buildtypes/google-worker/v1', cloudBuild],
  ['https://slsa-framework.github.io/gcb-buildtypes/triggered-build/v1', cloudBuild],
  // Of the dependencies of BuildKit, any may be a repository that a Dockerfile adds.
  [
    'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
    [[[...external, 'configSource', 'uri']]],
  ],
  ['https://mobyproject.org/buildkit@v1', [[configSource]]],
  ['https://tekton.dev/chains/v2/slsa', tekton],
  ['https://tekton.dev/chains/v2/slsa-tekton', tekton],
  ['https://tekton.dev/attestations/chains@v2', tektonMaterials],
  ['tekton.dev/v1/PipelineRun', tektonMaterials],
  ['tekton.dev/v1/TaskRun', tektonMaterials],
  ['tekton.dev/v1beta1/PipelineRun', tektonMaterials],
  ['tekton.dev/v1beta1/TaskRun', tektonMaterials],
  [`${generator}/generic@v1`, [[configSource]]],
  [`${generator}/go@v1`, [[configSource]]],
  [`${generator}/container@v1`, [[configSource]]],
  [`${generator}/container-based@v0.1`, [[[...external, 'source', 'uri']]]],
  [`${generator}/delegator-generic@v0`, [[firstDependency]]],
  [`${generator}/delegator-lowperms-generic@v0`, [[firstDependency]]],
]);

/** Of all other build types. These are the places, in this order, where the SLSA verifier of kpromo looks. */
export const otherSourcePlaces: Readonly<Record<SlsaVersion, SourcePlaces>> = {
  v1: [[[...external, 'source']], [[...external, 'source', 'uri']], [firstDependency], [workflow]],
  'v0.2': [[configSource], [['materials', 0, 'uri']]],
};

/** The texts at the first of the places that holds any. */
export function textsAt(predicate: unknown, alternatives: SourcePlaces): readonly string[] {
  for (const places of alternatives) {
    const texts = places.flatMap((place) => valuesAt(predicate, place)).filter(isText);
    if (texts.length > 0) return texts;
  }
  return [];
}

function valuesAt(value: unknown, place: Place): unknown[] {
  return place.reduce<unknown[]>((values, step) => values.flatMap((each) => stepInto(each, step)), [value]);
}

function stepInto(value: unknown, step: Place[number]): unknown[] {
  if (typeof step === 'string') return isObject(value) ? [value[step]] : [];
  if (!Array.isArray(value)) return [];
  const items = value as unknown[];
  if (typeof step === 'number') return items.slice(step, step + 1);
  return items.filter(
    (item) =>
      isObject(item) && ('name' in step ? item['name'] === step.name : startsWith(item['uri'], step.scheme)),
  );
}

function startsWith(value: unknown, start: string): boolean {
  return typeof value === 'string' && value.startsWith(start);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
