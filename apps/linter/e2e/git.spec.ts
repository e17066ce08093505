import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, type GitRepository, imagesYaml } from '@cip/testing';
import { expect, it } from 'vitest';
import { digests, images, registries, sound, writeTreeInto } from './marked-tree.js';
import { reportOf, runLint } from './run-cip-lint.js';
import { faulty } from './tree-folder.js';

const { a, b } = digests;
const moved = { ...sound, [images]: imagesYaml({ tool: { [a]: ['v0.9.0'], [b]: ['v1.0.0'] } }) };

/** A repository whose HEAD has a sound tree; in its folder the tag v1.0.0 was moved. */
async function repositoryWithMovedTag(): Promise<GitRepository> {
  const repository = await createGitRepository();
  await writeTreeInto(repository, sound);
  await repository.commit('before');
  await writeTreeInto(repository, moved);
  return repository;
}

async function rulesOf(
  repository: GitRepository,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const result = await runLint(['tree', '--format', 'json', ...args], { cwd: repository.folder, env });
  return reportOf(result).items.map(({ rule }) => rule);
}

it.each([
  ['a presubmit', 'presubmit', ['tag-moved']],
  ['a batch', 'batch', ['tag-moved']],
  ['a postsubmit, where it is the new head', 'postsubmit', []],
  ['no job', '', []],
])('PULL_BASE_SHA counts in %s: %j %j', async (_, jobType, expected) => {
  await using repository = await repositoryWithMovedTag();
  const base = await repository.git('rev-parse', 'HEAD');
  expect(await rulesOf(repository, [], { JOB_TYPE: jobType, PULL_BASE_SHA: base })).toEqual(expected);
});

it('PULL_BASE_SHA is told in the log; --base wins over it', async () => {
  await using repository = await repositoryWithMovedTag();
  const base = await repository.git('rev-parse', 'HEAD');
  const env = { JOB_TYPE: 'presubmit', PULL_BASE_SHA: base };
  const { stderr } = await runLint(['tree'], { cwd: repository.folder, env });
  expect(stderr).toMatch(/info.*PULL_BASE_SHA/i);
  expect(stderr).toContain(base);
  const after = await repository.commit('after');
  expect(await rulesOf(repository, ['--base', after], env)).toEqual([]);
});

it('prints what the change promotes, for reviewers', async () => {
  await using repository = await repositoryWithMovedTag();
  const run = (format: string) =>
    runLint(['tree', '--base', 'HEAD', '--format', format], { cwd: repository.folder });
  const text = await run('text');
  expect(text.code).toBe(1);
  expect(text.stdout).toMatch(/tool +v1\.0\.0 +tag-moved +\S*b{6}/);
  expect(text.stdout).toMatch(/tag-moved/);
  const { review } = reportOf(await run('json'));
  expect(review).toMatchObject([
    { image: 'tool', tag: 'v0.9.0', digest: a, from: 'gcr.io/foo/tool', destinations: 1 },
    { image: 'tool', tag: 'v1.0.0', digest: b, from: 'gcr.io/foo/tool', destinations: 1 },
  ]);
});

it.each(['text', 'json', 'sarif', 'junit', 'github', 'html', 'summary'])(
  'a change of a service account alone is told in %s',
  async (format) => {
    await using repository = await createGitRepository();
    const account = '  service-account: promoter@x.iam.gserviceaccount.com\n';
    await writeTreeInto(repository, { ...sound, [registries]: `${sound[registries] ?? ''}${account}` });
    await repository.commit('before');
    const other = account.replace('promoter', 'other');
    await writeTreeInto(repository, { ...sound, [registries]: `${sound[registries] ?? ''}${other}` });
    const args = format === 'summary' ? ['--summary', 'summary.md'] : ['--format', format];
    const { code, stdout } = await runLint(['tree', '--base', 'HEAD', ...args], { cwd: repository.folder });
    expect(code).toBe(0);
    const file = path.join(repository.folder, 'summary.md');
    const text = format === 'summary' ? await readFile(file, 'utf8') : stdout;
    expect(text).toContain('service-account-changed');
    expect(text).toMatch(/from promoter@x[.\w]+ to other@x|from promoter&#64;x[.\w]+ to other&#64;x/);
    expect(text).not.toMatch(/The change promotes nothing[.<:]/);
  },
);

it('--summary adds the table to a file, after what is in it', async () => {
  await using repository = await repositoryWithMovedTag();
  const summary = path.join(repository.folder, 'summary.md');
  await writeFile(summary, '# Before\n');
  await runLint(['tree', '--base', 'HEAD', '--summary', 'summary.md'], { cwd: repository.folder });
  const text = await readFile(summary, 'utf8');
  expect(text).toMatch(/^# Before\n/);
  expect(text).toMatch(/\|.*tool.*\|.*v1\.0\.0.*\|/);
});

it('reformatting, another order and split blocks are no change', async () => {
  await using repository = await repositoryWithMovedTag();
  const text = `- {name: tool, dmap: {'${a}': []}}\n- name: tool\n  dmap:\n    ${a}: [v1.0.0]\n`;
  await writeTreeInto(repository, { ...sound, [images]: text });
  const result = await runLint(['tree', '--base', 'HEAD', '--format', 'json'], { cwd: repository.folder });
  expect(result.code).toBe(0);
  expect(reportOf(result).items.filter(({ severity }) => severity !== 'info')).toEqual([]);
  expect(reportOf(result).review).toEqual([]);
});

it('a tree that is new since the base promotes all of its images', async () => {
  await using repository = await createGitRepository();
  await repository.write({ 'README.md': '' });
  const base = await repository.commit('empty');
  await writeTreeInto(repository, sound);
  const args = ['tree', '--base', base, '--format', 'json'];
  const report = reportOf(await runLint(args, { cwd: repository.folder }));
  expect(report.review).toMatchObject([{ image: 'tool', tag: 'v1.0.0' }]);
});

it('an exception that reviewers agreed to holds until its last day', async () => {
  await using repository = await repositoryWithMovedTag();
  const policy = (expires: string): string =>
    `exceptions:\n- {rule: tag-moved, paths: ["images/foo/*"], reason: agreed, expires: "${expires}"}\n`;
  await writeTreeInto(repository, { '.cip.yaml': policy('2999-12-31') });
  expect(await rulesOf(repository, ['--base', 'HEAD'])).not.toContain('tag-moved');
  await writeTreeInto(repository, { '.cip.yaml': policy('2020-12-31') });
  expect(await rulesOf(repository, ['--base', 'HEAD'])).toContain('tag-moved');
});

it('--revision lints what Git has, with the configuration of that time', async () => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, faulty);
  const broken = await repository.commit('broken');
  await writeTreeInto(repository, { ...faulty, '.cip.yaml': 'rules: {digest-format: off}\n' });
  const quiet = await repository.commit('quiet');
  await writeTreeInto(repository, { ...sound, '.cip.yaml': 'rules: {digest-format: error}\n' });
  expect(await rulesOf(repository, [])).toEqual([]);
  expect(await rulesOf(repository, ['--revision', broken])).toContain('digest-format');
  expect(await rulesOf(repository, ['--revision', quiet])).not.toContain('digest-format');
});

it.each(['sarif', 'github'])('%s names files from the top of the repository', async (format) => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, faulty);
  const cwd = path.join(repository.folder, 'tools/below');
  await mkdir(cwd, { recursive: true });
  const { stdout } = await runLint(['../../tree', '--format', format], { cwd });
  expect(stdout).toContain(`tree/${images}`);
  expect(stdout).not.toContain('../');
});

it.each<[string, Parameters<typeof writeTreeInto>[1], RegExp]>([
  [
    'a mistake that is mended',
    { ...sound, [images]: `- name: tool\n  dmap:\n    "${a.slice(0, -1)}": ["v1.0.0"]\n` },
    /a mistake is mended.*images\.yaml/,
  ],
  ['a tree that was not there', {}, /there were no manifests here before/],
])('the log says that %s cannot be compared', async (_, before, said) => {
  await using repository = await createGitRepository();
  await repository.write({ README: '' });
  await writeTreeInto(repository, before);
  await repository.commit('before');
  await writeTreeInto(repository, sound);
  const { stderr } = await runLint(['tree', '--base', 'HEAD'], { cwd: repository.folder });
  expect(stderr).toMatch(said);
  const again = await runLint(['tree', '--base', await repository.commit('after')], {
    cwd: repository.folder,
  });
  expect(again.stderr).not.toMatch(said);
});
