import { createGitRepository, type GitRepository, imagesYaml } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { digests, images, sound, writeTreeInto } from './marked-tree.js';
import { expectSentences, reportOf, runLint } from './run-cip-lint.js';
import { folderOf } from './tree-folder.js';

const { a, b } = digests;
const policy = 'rules: {moving-tag: error}\n';
const moreImages = imagesYaml({ tool: { [a]: ['v1.0.0'], [b]: ['v1.1.0'] } });

async function lintIn(cwd: string, ...args: readonly string[]) {
  const result = await runLint([...args, '--format', 'json'], { cwd });
  expectSentences(result);
  const findings = reportOf(result).items.map(({ rule, file, line }) => `${file}:${line} ${rule}`);
  return { code: result.code, findings, stderr: result.stderr };
}

describe('a configuration under its former name', () => {
  const tree = { ...sound, [images]: imagesYaml({ tool: { [a]: ['v1'] } }), '.cip-lint.yaml': policy };

  it('counts, with a warning that says how to rename it', async () => {
    const folder = await folderOf({ tree });
    const { code, findings, stderr } = await lintIn(folder, 'tree');
    expect({ code, findings }).toEqual({ code: 1, findings: [`tree/${images}:3 moving-tag`] });
    expect(stderr).toContain('Rename it: git mv tree/.cip-lint.yaml tree/.cip.yaml');
  });

  it('is refused beside one under the new name', async () => {
    const folder = await folderOf({ tree: { ...tree, '.cip.yaml': policy } });
    const result = await runLint(['tree'], { cwd: folder });
    expectSentences(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('there are both .cip-lint.yaml and .cip.yaml');
  });
});

describe('images that change in the same request as the configuration', () => {
  /** A repository whose HEAD has a sound tree with a configuration; then files change. */
  async function changed(files: Readonly<Record<string, string | undefined>>): Promise<GitRepository> {
    const repository = await createGitRepository();
    const before = { ...sound, '.cip-lint.yaml': policy };
    await writeTreeInto(repository, before);
    await repository.commit('before');
    await writeTreeInto(repository, { ...before, ...files }, before);
    return repository;
  }

  it.each([
    ['another rule', { '.cip-lint.yaml': 'rules: {moving-tag: off}\n' }, 'tree/.cip-lint.yaml:1'],
    [
      'another rule in a file of the new name',
      { '.cip-lint.yaml': undefined, '.cip.yaml': `${policy}stagingPrefix: a\n` },
      'tree/.cip.yaml:1',
    ],
    ['none any more', { '.cip-lint.yaml': undefined }, 'tree/.cip-lint.yaml:1'],
  ])('%s is an error', async (_, files, place) => {
    await using repository = await changed({ ...files, [images]: moreImages });
    const { code, findings } = await lintIn(repository.folder, 'tree', '--base', 'HEAD');
    expect(findings).toContain(`${place} registries-and-images-together`);
    expect(code).toBe(1);
  });

  it.each([
    ['its new name', { '.cip-lint.yaml': undefined, '.cip.yaml': policy }],
    ['a comment', { '.cip-lint.yaml': `# As agreed.\n${policy}` }],
    ['nothing', {}],
  ])('%s is none', async (_, files) => {
    await using repository = await changed({ ...files, [images]: moreImages });
    const { code, findings } = await lintIn(repository.folder, 'tree', '--base', 'HEAD');
    expect({ code, findings }).toEqual({ code: 0, findings: [] });
  });

  it('neither is another configuration without images', async () => {
    await using repository = await changed({ '.cip-lint.yaml': 'rules: {moving-tag: off}\n' });
    expect(await lintIn(repository.folder, 'tree', '--base', 'HEAD')).toMatchObject({
      code: 0,
      findings: [],
    });
  });
});
