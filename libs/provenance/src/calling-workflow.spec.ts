import { describe, expect, it } from 'vitest';
import { readBuild } from './build-facts.js';
import { callingWorkflow, parseBuildConfig, runText } from './calling-workflow.js';
import { types } from './fixtures.js';

const repository = 'https://github.com/org/repo';
const path = '.github/workflows/release.yml';
const ref = 'refs/tags/v1.2.3';
const run = { repository, path, ref };

describe('the Build Config URI of a certificate', () => {
  it('names a workflow at a ref', () => {
    expect(parseBuildConfig(`${repository}/${path}@${ref}`)).toEqual(run);
    expect(runText(run)).toBe(`${repository}/${path}@${ref}`);
  });

  it.each([
    ['in a folder', `${repository}/.github/workflows/a/b.yml@${ref}`, '.github/workflows/a/b.yml', ref],
    ['with an @ in its ref', `${repository}/${path}@refs/heads/a@b`, path, 'refs/heads/a@b'],
  ])('may name a workflow %s', (_, uri, pathOfIt, refOfIt) => {
    expect(parseBuildConfig(uri)).toEqual({ repository, path: pathOfIt, ref: refOfIt });
  });

  it.each([
    [''],
    ['https://gitlab.com/org/repo/.gitlab-ci.yml@refs/heads/main'],
    ['http://github.com/org/repo/a.yml@refs/heads/main'],
    ['https://github.com.example/org/repo/a.yml@refs/heads/main'],
    [`${repository}/${path}`],
    [`${repository}/${path}@`],
    [`${repository}@${ref}`],
    [`${repository}/@${ref}`],
    [`https://github.com//repo/${path}@${ref}`],
    [`https://github.com/org//${path}@${ref}`],
  ])('%j names none', (uri) => {
    expect(parseBuildConfig(uri)).toBeUndefined();
  });
});

function v1(workflow: unknown): Record<string, unknown> {
  return { buildDefinition: { externalParameters: { workflow } } };
}

function v02(configSource: unknown): Record<string, unknown> {
  return { invocation: { configSource } };
}

const incomplete = { why: 'it does not have a repository, a path and a ref' };
const noWorkflow = { why: 'its config source does not have a repository at a ref, and an entry point' };

describe('the calling workflow of provenance', () => {
  it.each([
    ['an object', v1({ ...run, more: 1 }), run],
    ['nothing', v1(undefined), undefined],
    ['null', v1(null), undefined],
    ['a text', v1('release.yml'), { why: 'it is not an object' }],
    ['a list', v1([run]), { why: 'it is not an object' }],
    ['an object without a ref', v1({ repository, path }), incomplete],
    ['a path that is no text', v1({ ...run, path: 1 }), incomplete],
    ['parameters that are a text', { buildDefinition: { externalParameters: 'x' } }, undefined],
    ['no parameters', {}, undefined],
    ['what SLSA v0.2 has', v02({ uri: `git+${repository}@${ref}`, entryPoint: path }), undefined],
  ])('of SLSA v1 with %s', (_, predicate, expected) => {
    expect(callingWorkflow('v1', predicate)).toEqual(expected);
  });

  it.each([
    ['a repository at a ref', v02({ uri: `git+${repository}@${ref}`, entryPoint: path }), run],
    ['a repository without git+', v02({ uri: `${repository}@${ref}`, entryPoint: path }), run],
    ['nothing', v02(undefined), undefined],
    ['empty texts', v02({ uri: '', entryPoint: '' }), undefined],
    ['no invocation', {}, undefined],
    ['a repository without a ref', v02({ uri: `git+${repository}`, entryPoint: path }), noWorkflow],
    ['no entry point', v02({ uri: `git+${repository}@${ref}` }), noWorkflow],
    ['no repository', v02({ uri: `git+@${ref}`, entryPoint: path }), noWorkflow],
    ['a repository that is no text', v02({ uri: {}, entryPoint: path }), noWorkflow],
    ['an entry point that is no text', v02({ uri: `git+${repository}@${ref}`, entryPoint: [] }), noWorkflow],
  ])('of SLSA v0.2 with %s', (_, predicate, expected) => {
    expect(callingWorkflow('v0.2', predicate)).toEqual(expected);
  });

  it('is a fact of the build', () => {
    expect(readBuild(types.v1, v1(run))?.caller).toEqual(run);
    expect(readBuild(types.v1, {})).not.toHaveProperty('caller');
  });
});
