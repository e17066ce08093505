import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, type GitRepository, imagesYaml } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { digests, images, registries, sound, writeTreeInto } from './marked-tree.js';
import { reportOf, runLint } from './run-cip-lint.js';
import { folderOf } from './tree-folder.js';

const { a, b } = digests;
const exception =
  'exceptions:\n- {rule: tag-moved, paths: ["images/foo/*"], reason: rebuilt, expires: "2999-12-31"}\n';

/** A repository whose HEAD has a sound tree; in its folder a tag was moved, and another added beside it. */
async function repositoryWithMovedTag(): Promise<GitRepository> {
  const repository = await createGitRepository();
  await writeTreeInto(repository, sound);
  await repository.commit('before');
  const moved = imagesYaml({ tool: { [a]: ['v0.9.0'], [b]: ['v1.0.0'] } });
  await writeTreeInto(repository, { ...sound, [images]: moved });
  return repository;
}

describe('a change that brings its own exception', () => {
  it.each([
    ['text', /excepted \(agreed to in tree\/\.cip\.yaml\)\n.*tag-moved\n.*moves[^\n]*\n.*rebuilt/],
    ['text', /the configuration tree\/\.cip\.yaml changes, too\n/],
    ['text', /; 1 finding excepted\n$/],
    ['json', /"changedConfigurations":\["tree\/\.cip\.yaml"\]/],
    ['sarif', /"suppressions":\[\{"kind":"external","status":"accepted","justification":"[^"]*rebuilt"/],
    ['junit', /excepted: tree\/images\/foo\/images\.yaml:\d+:\d+: the tag/],
    [
      'github',
      /^::notice file=tree\/images\/foo\/images\.yaml,[^:]*title=tag-moved \(excepted\)::.*rebuilt/m,
    ],
    ['github', /^::notice file=tree\/\.cip\.yaml,/m],
  ])('cannot hide it: --format %s has %s', async (format, expected) => {
    await using repository = await repositoryWithMovedTag();
    await writeTreeInto(repository, { '.cip.yaml': exception });
    const args = ['tree', '--base', 'HEAD', '--format', format];
    const { code, stdout } = await runLint(args, { cwd: repository.folder });
    // Such an exception has to come in a request of its own.
    expect(code).toBe(1);
    expect(stdout).toMatch(expected);
  });

  it('is told from one that uses an exception that was there before', async () => {
    await using repository = await repositoryWithMovedTag();
    const base = await repository.git('rev-parse', 'HEAD');
    await writeTreeInto(repository, { ...sound, '.cip.yaml': exception });
    const agreed = await repository.commit('agreed');
    const moved = imagesYaml({ tool: { [a]: ['v0.9.0'], [b]: ['v1.0.0'] } });
    await writeTreeInto(repository, { [images]: moved });
    const report = async (...args: string[]) =>
      reportOf(await runLint(['tree', '--format', 'json', ...args], { cwd: repository.folder }));
    const used = await report('--base', agreed);
    expect(used.excepted).toMatchObject([
      { rule: 'tag-moved', reason: 'rebuilt', expires: '2999-12-31', exception: { line: 2 } },
    ]);
    expect(used.changedConfigurations).toBeUndefined();
    const config = ['--config', 'tree/.cip.yaml'];
    expect((await report('--base', base, ...config)).changedConfigurations).toHaveLength(1);
    expect((await report('--base', agreed, ...config)).changedConfigurations).toBeUndefined();
  });

  it('may have its configuration outside of Git', async () => {
    await using repository = await repositoryWithMovedTag();
    const elsewhere = await folderOf({ policy: { 'lint.yaml': exception } });
    const args = ['tree', '--base', 'HEAD', '--config', path.join(elsewhere, 'policy/lint.yaml')];
    const { code, stdout } = await runLint(args, { cwd: repository.folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/; 1 finding excepted\n$/);
  });
});

it('JUnit does not pass a rule that has not run', async () => {
  await using repository = await repositoryWithMovedTag();
  const run = async (...args: string[]) =>
    (await runLint(['tree', '--format', 'junit', ...args], { cwd: repository.folder })).stdout;
  const skipped = (rule: string, why: string) => new RegExp(`name="${rule}">\\s*<skipped message="${why}"/>`);
  const alone = await run();
  expect(alone).toMatch(skipped('tag-moved', 'needs --base'));
  expect(alone).toMatch(skipped('tag-taken', 'needs --online'));
  expect(alone).toMatch(skipped('subproject-prefix', 'is off'));
  expect(alone).toContain('name="tag-conflict"/>');
  const change = await run('--base', 'HEAD');
  expect(change).toMatch(/name="tag-moved">\s*<failure/);
  expect(change).toContain('name="tag-removed"/>');
  expect(change).toMatch(skipped('tag-taken', 'needs --online'));
});

it('the review marks what is refused, in every form', async () => {
  await using repository = await repositoryWithMovedTag();
  const cwd = repository.folder;
  const run = (...args: string[]) => runLint(['tree', '--base', 'HEAD', ...args], { cwd });
  const { stdout } = await run('--summary', 'summary.md');
  expect(stdout).toMatch(
    /^The change promotes 1 tag or digest, to us\.gcr\.io\/prod\/foo; 1 tag or digest is refused:\n/,
  );
  expect(stdout).toMatch(/tool +v1\.0\.0 +tag-moved +sha256:b+ +sha256:a+ /);
  const { review } = reportOf(await run('--format', 'json'));
  expect(review).toMatchObject([
    { tag: 'v0.9.0', registries: ['us.gcr.io/prod/foo'] },
    { tag: 'v1.0.0', refused: ['tag-moved'], movedFrom: a },
  ]);
  expect(review?.[0]).not.toHaveProperty('refused');
  const summary = await readFile(path.join(cwd, 'summary.md'), 'utf8');
  expect(summary).toMatch(/^### cip-lint: 1 error, .*\n\n- `tag-moved` `tree\/images\/foo\/images\.yaml:/);
  expect(summary).toMatch(/\| `v1\.0\.0` \| `tag-moved` \|/);
});

it('the summary begins with what the change removes', async () => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, sound);
  await repository.commit('before');
  await writeTreeInto(repository, { [images]: '' });
  const args = ['tree', '--base', 'HEAD', '--summary', 'summary.md'];
  await runLint(args, { cwd: repository.folder });
  const summary = await readFile(path.join(repository.folder, 'summary.md'), 'utf8');
  expect(summary).toMatch(
    /^### cip-lint: 1 error, .*\n\n- `image-removed` .*\n\nThe change promotes nothing\.\n$/,
  );
});

it('a new region for everything is named', async () => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, sound);
  await repository.commit('before');
  const region = 'africa-south1-docker.pkg.dev/prod/images/foo';
  await writeTreeInto(repository, { [registries]: `${sound[registries] ?? ''}- name: ${region}\n` });
  const { stdout } = await runLint(['tree', '--base', 'HEAD'], { cwd: repository.folder });
  expect(stdout).toMatch(new RegExp(`^The change promotes 1 tag or digest, to ${region}:\n`));
});
