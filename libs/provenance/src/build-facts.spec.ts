import { describe, expect, it } from 'vitest';
import { type BuildFacts, readBuild } from './build-facts.js';
import { types } from './fixtures.js';

const repository = 'git+https://github.com/org/repo@refs/heads/main';
const generator = 'https://github.com/slsa-framework/slsa-github-generator';
const image = { uri: 'pkg:docker/alpine@3.17', digest: { sha256: 'x' } };

/** A predicate of SLSA v1: what a build type has of its own. */
function v1(
  buildType: string,
  externalParameters: object,
  resolvedDependencies: unknown = [image],
  id = 'b',
): object {
  return {
    buildDefinition: { buildType, externalParameters, resolvedDependencies },
    runDetails: { builder: { id }, metadata: { invocationId: '1' } },
  };
}

/** A predicate of SLSA v0.2. */
function v02(buildType: string, configSource: object, materials: unknown = [image], id = 'b'): object {
  return {
    builder: { id },
    buildType,
    invocation: { configSource },
    metadata: { buildInvocationId: '1' },
    materials,
  };
}

describe('the source of a build', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'GitHub artifact attestations',
      v1(
        'https://actions.github.io/buildtypes/workflow/v1',
        {
          workflow: {
            ref: 'refs/heads/main',
            repository: 'https://github.com/org/repo',
            path: '.github/workflows/release.yml',
          },
        },
        [{ uri: repository, digest: { gitCommit: 'c' } }],
      ),
      ['https://github.com/org/repo'],
    ],
    [
      'GitHub Actions workflow (community)',
      v1('https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1', {
        workflow: { repository: 'https://github.com/org/repo' },
      }),
      ['https://github.com/org/repo'],
    ],
    [
      'a workflow, of which only the dependency is known',
      v1('https://actions.github.io/buildtypes/workflow/v1', {}, [{ uri: repository }]),
      [repository],
    ],
    [
      'Google Cloud Build',
      v1('https://cloud.google.com/build/gcb-buildtypes/google-worker/v1', {
        buildConfigSource: {
          path: 'cloudbuild.yaml',
          ref: 'refs/heads/main',
          repository: 'git+https://github.com/org/repo',
        },
        substitutions: {},
      }),
      ['git+https://github.com/org/repo'],
    ],
    [
      'Google Cloud Build, the configuration of another repository',
      v1('https://cloud.google.com/build/gcb-buildtypes/google-worker/v1', {
        buildConfigSource: { repository: 'git+https://github.com/org/config' },
        sourceToBuild: { repository: 'git+https://github.com/org/repo' },
      }),
      ['git+https://github.com/org/config', 'git+https://github.com/org/repo'],
    ],
    [
      'Google Cloud Build, the configuration inline',
      v1('https://cloud.google.com/build/gcb-buildtypes/google-worker/v1', { buildConfig: {} }, [
        { uri: repository },
      ]),
      [repository],
    ],
    [
      'Google Cloud Build (community)',
      v1('https://slsa-framework.github.io/gcb-buildtypes/triggered-build/v1', {
        configSource: { repository: 'https://github.com/org/repo', path: 'cloudbuild.yaml' },
        sourceToBuild: { dir: 'sub' },
      }),
      ['https://github.com/org/repo'],
    ],
    [
      'BuildKit, SLSA v1',
      v1('https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md', {
        configSource: { uri: 'https://github.com/org/repo.git#refs/tags/v1', path: 'Dockerfile' },
      }),
      ['https://github.com/org/repo.git#refs/tags/v1'],
    ],
    [
      'BuildKit of a local folder, SLSA v1',
      v1(
        'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md',
        { configSource: { path: 'Dockerfile' } },
        [{ uri: repository }],
      ),
      [],
    ],
    [
      'Tekton Chains, SLSA v1',
      v1('https://tekton.dev/chains/v2/slsa', { runSpec: {} }, [
        { uri: 'git+https://github.com/catalog', name: 'pipelineTask' },
        { uri: 'oci://gcr.io/image' },
        { uri: repository, name: 'inputs/result' },
      ]),
      [repository],
    ],
    [
      'Tekton Chains with several inputs',
      v1('https://tekton.dev/chains/v2/slsa-tekton', { runSpec: {} }, [
        { uri: repository, name: 'inputs/result' },
        { uri: 'git+https://github.com/org/other', name: 'inputs/result' },
      ]),
      [repository, 'git+https://github.com/org/other'],
    ],
    [
      'Tekton Chains without names of inputs',
      v1('https://tekton.dev/chains/v2/slsa', { runSpec: {} }, [
        { uri: 'git+https://github.com/catalog', name: 'pipeline' },
        { uri: 'oci://gcr.io/image' },
        { uri: repository },
      ]),
      ['git+https://github.com/catalog', repository],
    ],
    [
      'the container-based builder of slsa-github-generator',
      v1(`${generator}/container-based@v0.1`, { source: { uri: repository }, builderImage: image }),
      [repository],
    ],
    [
      'a delegated builder of slsa-github-generator',
      v1(`${generator}/delegator-generic@v0`, { inputs: {} }, [{ uri: repository }]),
      [repository],
    ],
    ['any other build type', v1('https://other.example/type', { source: repository }), [repository]],
    [
      'another, with a descriptor',
      v1('https://other.example/type', { source: { uri: repository } }),
      [repository],
    ],
    [
      'another, with a dependency',
      v1('https://other.example/type', {}, [{ uri: repository }, image]),
      [repository],
    ],
    [
      'another, with a workflow',
      v1('https://other.example/type', { workflow: { repository } }, []),
      [repository],
    ],
    ['a build type like a key of prototypes', v1('constructor', { source: repository }), [repository]],
    ['parameters that are a list', v1('https://other.example/type', [{ source: repository }], {}), []],
    ['a source that is a number', v1('https://other.example/type', { source: 7 }, 'git+https://x'), []],
    ['nothing at all', {}, []],
  ])('v1: %s', (_name, predicate, sources) => {
    expect(readBuild(types.v1, { ...predicate })?.sources).toEqual(sources);
  });

  it.each<[string, object, readonly string[]]>([
    ['slsa-github-generator, generic', v02(`${generator}/generic@v1`, { uri: repository }), [repository]],
    ['slsa-github-generator, Go', v02(`${generator}/go@v1`, { uri: repository }), [repository]],
    ['slsa-github-generator, container', v02(`${generator}/container@v1`, { uri: repository }), [repository]],
    [
      'slsa-github-generator, without its own place',
      v02(`${generator}/container@v1`, {}, [{ uri: repository }]),
      [],
    ],
    [
      'BuildKit',
      v02('https://mobyproject.org/buildkit@v1', {
        uri: 'https://github.com/org/repo.git',
        entryPoint: 'Dockerfile',
      }),
      ['https://github.com/org/repo.git'],
    ],
    [
      'BuildKit of a local folder',
      v02('https://mobyproject.org/buildkit@v1', { entryPoint: 'Dockerfile' }, [{ uri: repository }]),
      [],
    ],
    [
      'Tekton Chains',
      v02('tekton.dev/v1/PipelineRun', { uri: 'git+https://github.com/catalog' }, [
        image,
        { uri: repository },
      ]),
      [repository],
    ],
    [
      'Tekton Chains of a single task',
      v02('https://tekton.dev/attestations/chains@v2', {}, [
        { uri: repository },
        { uri: 'git+https://github.com/x' },
      ]),
      [repository, 'git+https://github.com/x'],
    ],
    [
      'Cloud Build by Tejolote',
      v02('https://cloudbuild.googleapis.com/CloudBuildYaml@v1', { uri: repository }),
      [repository],
    ],
    [
      'Cloud Build by Tejolote, without a configuration',
      v02('https://cloudbuild.googleapis.com/CloudBuildYaml@v1', { uri: '' }, [{ uri: repository }]),
      [repository],
    ],
    ['materials that are an object', v02('https://other.example', {}, { 0: { uri: repository } }), []],
  ])('v0.2: %s', (_name, predicate, sources) => {
    expect(readBuild(types.v02, { ...predicate })?.sources).toEqual(sources);
  });
});

describe('the builder', () => {
  it.each<[string, string, object, string | undefined]>([
    ['of v1', types.v1, v1('t', {}, [], 'https://builder.example@v1'), 'https://builder.example@v1'],
    ['of v0.2', types.v02, v02('t', {}, [], 'https://builder.example@v1'), 'https://builder.example@v1'],
    ['of v0.2, where v1 has it', types.v02, v1('t', {}), undefined],
    ['of v1, where v0.2 has it', types.v1, v02('t', {}), undefined],
    ['that is empty', types.v1, v1('t', {}, [], ''), undefined],
    ['of details that are a list', types.v1, { runDetails: [{ builder: { id: 'x' } }] }, undefined],
  ])('%s', (_name, type, predicate, builder) => {
    expect(readBuild(type, { ...predicate })?.builder).toBe(builder);
  });
});

describe('what is missing', () => {
  const whole = v1('t', {});
  it.each<[string, string, object, BuildFacts['incomplete']]>([
    ['nothing', types.v1, whole, undefined],
    [
      'nothing, as BuildKit writes it',
      types.v1,
      { ...whole, runDetails: { builder: { id: 'b' }, metadata: { invocationID: '1' } } },
      undefined,
    ],
    ['nothing, of v0.2', types.v02, v02('t', {}), undefined],
    [
      'nothing, of v0.2 as slsa-github-generator writes it',
      types.v02,
      { ...v02('t', {}), metadata: { buildInvocationID: '1' } },
      undefined,
    ],
    ['the build type', types.v1, v1('', {}), { lacks: 'build type', level: 1 }],
    ['the invocation', types.v1, { ...whole, runDetails: {} }, { lacks: 'build invocation', level: 2 }],
    ['the dependencies', types.v1, v1('t', {}, []), { lacks: 'resolved dependency', level: 2 }],
    ['dependencies that are a list', types.v1, v1('t', {}, 'x'), { lacks: 'resolved dependency', level: 2 }],
    ['the materials', types.v02, v02('t', {}, []), { lacks: 'resolved dependency', level: 2 }],
  ])('%s', (_name, type, predicate, incomplete) => {
    expect(readBuild(type, { ...predicate })?.incomplete).toEqual(incomplete);
  });
});

it.each([
  [types.spdx],
  ['https://slsa.dev/provenance/v0.1'],
  ['https://slsa.dev/provenance/v1/'],
  ['constructor'],
])('%s is not build provenance', (type) => {
  expect(readBuild(type, { ...v1('t', {}) })).toBeUndefined();
});
