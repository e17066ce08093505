import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, type GitRepository, TemporaryFolders } from '@cip/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitFiles } from './commit-files.js';
import { prepareCommit } from './prepare-commit.js';

let repository: GitRepository;
const folders = new TemporaryFolders();

beforeEach(async () => {
  repository = await createGitRepository();
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  for (const who of ['AUTHOR', 'COMMITTER']) {
    vi.stubEnv(`GIT_${who}_NAME`, 'Ann');
    vi.stubEnv(`GIT_${who}_EMAIL`, 'ann@example.com');
  }
  await repository.write({ 'tree/images.yaml': 'one\n', other: 'one\n', staged: 'one\n' });
  await repository.commit('first');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await repository.remove();
});
afterAll(() => folders.remove());

function inside(name: string): string {
  return path.join(repository.folder, name);
}

/** Changes the files once nothing stands in the way, and commits them. */
async function commit(names: readonly string[], branch = 'promote'): Promise<string> {
  const plan = await prepareCommit({ files: names.map(inside), branch });
  await repository.write(Object.fromEntries(names.map((name) => [name, 'two\n'])));
  return commitFiles(plan, 'Promote it\n\nBecause.\n');
}

it('commits the files, and nothing else, on a new branch', async () => {
  await repository.write({ other: 'changed\n', staged: 'staged\n', unknown: 'new\n' });
  await repository.git('add', 'staged');
  const id = await commit(['tree/images.yaml', 'tree/new.yaml']);
  expect(await repository.git('log', '--format=%H %an %s', 'main..promote')).toBe(`${id} Ann Promote it`);
  expect(await repository.git('show', '--format=', '--name-status', 'HEAD')).toBe(
    'M\ttree/images.yaml\nA\ttree/new.yaml',
  );
  expect(await repository.git('symbolic-ref', 'HEAD')).toBe('refs/heads/promote');
  expect(await repository.git('status', '--porcelain')).toBe(' M other\nM  staged\n?? unknown');
});

it('makes the first commit of a repository', async () => {
  await using empty = await createGitRepository();
  const file = path.join(empty.folder, 'a.yaml');
  const plan = await prepareCommit({ files: [file], branch: 'promote' });
  await writeFile(file, 'one\n');
  await commitFiles(plan, 'First');
  expect(await empty.git('log', '--format=%s', 'promote')).toBe('First');
  expect(await empty.git('status', '--porcelain')).toBe('');
});

it('keeps the mode of a file, and its bytes whatever attributes say', async () => {
  await repository.git('config', 'filter.shout.clean', 'tr a-z A-Z');
  await repository.write({ '.gitattributes': '*.yaml text eol=crlf filter=shout\n' });
  await chmod(inside('other'), 0o755);
  await repository.commit('attributes');
  await repository.write({ 'tree/images.yaml': 'one\n' });
  const plan = await prepareCommit({ files: [inside('other'), inside('tree/more.yaml')], branch: 'promote' });
  await writeFile(inside('other'), 'two\n');
  await writeFile(inside('tree/more.yaml'), 'small\r\n');
  await commitFiles(plan, 'Promote');
  expect(await repository.git('ls-tree', 'promote', 'other')).toMatch(/^100755 /);
  // As many bytes as were written: no line break has become another.
  expect(await repository.git('cat-file', '-s', 'promote:tree/more.yaml')).toBe('7');
});

it('runs no hook', async () => {
  await mkdir(inside('.git/hooks'), { recursive: true });
  for (const hook of ['pre-commit', 'post-commit', 'reference-transaction', 'post-index-change']) {
    await writeFile(inside(`.git/hooks/${hook}`), `#!/bin/sh\ntouch '${inside('ran')}'\nexit 1\n`);
    await chmod(inside(`.git/hooks/${hook}`), 0o755);
  }
  await commit(['other']);
  await expect(readFile(inside('ran'))).rejects.toThrow('ENOENT');
});

it('goes to the file that a link leads to', async () => {
  await symlink('tree', inside('link'));
  await repository.commit('link');
  await commit(['link/images.yaml']);
  expect(await repository.git('show', '--format=', '--name-status', 'HEAD')).toBe('M\ttree/images.yaml');
});

it('signs where the user says so', async () => {
  const gpg = path.join(await folders.create(), 'gpg');
  await writeFile(gpg, '#!/bin/sh\ncat > /dev/null\necho "[GNUPG:] SIG_CREATED " >&2\necho SIGNATURE\n');
  await chmod(gpg, 0o755);
  const config = path.join(await folders.create(), 'config');
  await writeFile(config, `[commit]\ngpgSign = true\n[gpg]\nprogram = ${gpg}\n`);
  vi.stubEnv('GIT_CONFIG_GLOBAL', config);
  await commit(['other']);
  expect(await repository.git('cat-file', '-p', 'HEAD')).toContain('gpgsig SIGNATURE');
});

describe('is refused before anything is written', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a branch that exists',
      async () => repository.git('branch', 'promote'),
      'there is such a branch already',
    ],
    [
      'a changed file',
      async () => repository.write({ other: 'changed\n' }),
      'changes that are not committed',
    ],
    [
      'a staged file',
      async () => {
        await repository.write({ other: 'changed\n' });
        await repository.git('add', 'other');
        await repository.write({ other: 'one\n' });
      },
      'changes that are not committed',
    ],
    [
      'a merge',
      async () => repository.git('update-ref', 'MERGE_HEAD', 'HEAD'),
      'a merge, rebase, cherry-pick or revert is under way',
    ],
    [
      'nobody',
      async () => {
        for (const who of ['AUTHOR', 'COMMITTER']) vi.stubEnv(`GIT_${who}_NAME`, '');
        return Promise.resolve();
      },
      'Git does not know who commits',
    ],
  ])('%s', async (_, prepare, message) => {
    await prepare();
    await expect(prepareCommit({ files: [inside('other')], branch: 'promote' })).rejects.toThrow(message);
  });

  it.each(['', '-x', 'a..b', 'HEAD', 'a b', '/a', 'a.lock', '--upload-pack=x'])(
    'the branch "%s"',
    async (branch) => {
      const prepared = prepareCommit({ files: [inside('other')], branch });
      await expect(prepared).rejects.toThrow('not the name of a branch');
    },
  );

  it('a file outside of Git', async () => {
    const file = path.join(await folders.create(), 'a.yaml');
    await expect(prepareCommit({ files: [file], branch: 'promote' })).rejects.toThrow(
      'it does not lie in a Git repository',
    );
  });
});
