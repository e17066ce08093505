import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, type GitRepository } from '@cip/testing';
import { expect, it } from 'vitest';
import { sound, writeTreeInto } from './marked-tree.js';
import { expectSentences, runLint, temporaryFolder } from './run-cip-lint.js';

/** Gives a checkout links to a folder elsewhere that has one file, and to that file. */
async function addLinks(repository: GitRepository) {
  const elsewhere = await temporaryFolder();
  await writeTreeInto(repository, sound);
  await repository.commit('before');
  const secret = path.join(elsewhere, '.bashrc');
  await writeFile(secret, 'old\n');
  await mkdir(path.join(repository.folder, 'reports'));
  await symlink(elsewhere, path.join(repository.folder, 'artifacts'));
  await symlink(secret, path.join(repository.folder, 'reports/junit_cip-lint.xml'));
  await symlink(secret, path.join(repository.folder, 'summary.md'));
  return { elsewhere, secret };
}

it.each<[string, string, readonly string[], Readonly<Record<string, string>>]>([
  ['a folder for artifacts', 'artifacts', [], { ARTIFACTS: 'artifacts' }],
  ['a folder below one', 'artifacts', [], { ARTIFACTS: 'artifacts/deep' }],
  ['a file among the artifacts', 'reports/junit_cip-lint.xml', [], { ARTIFACTS: 'reports' }],
  ['the file of --summary', 'summary.md', ['--summary', 'summary.md'], {}],
])('%s that is a link of the checkout is refused', async (_, link, args, env) => {
  await using repository = await createGitRepository();
  const { folder } = repository;
  const { elsewhere, secret } = await addLinks(repository);
  for (const [cwd, up] of [
    [folder, ''],
    [path.join(folder, 'tree'), '../'],
  ] as const) {
    const named = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, `${up}${value}`]));
    const given = args.map((arg) => (arg.startsWith('-') ? arg : `${up}${arg}`));
    const result = await runLint([folder, '--base', 'HEAD', ...given], { cwd, env: named });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(`"${path.join(folder, link)}" is a symbolic link`);
    expectSentences(result);
  }
  expect(await readdir(elsewhere)).toEqual(['.bashrc']);
  expect(await readFile(secret, 'utf8')).toBe('old\n');
});

it('a folder for artifacts that is a link of the machine is used', async () => {
  await using repository = await createGitRepository();
  const { elsewhere } = await addLinks(repository);
  const link = path.join(await temporaryFolder(), 'logs');
  await symlink(elsewhere, link);
  const result = await runLint(['tree'], { cwd: repository.folder, env: { ARTIFACTS: link } });
  expect(result.code).toBe(0);
  expect(await readdir(elsewhere)).toContain('cip-lint.json');
});
