import { createGitRepository, type GitRepository, TemporaryFolders } from '@cip/testing';
import { execa } from 'execa';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { revisionBefore } from './revision-before.js';

const folders = new TemporaryFolders();
let repository: GitRepository;
const commits: string[] = [];

/** Three commits, one on each of the first days of a year. */
beforeEach(async () => {
  repository = await createGitRepository();
  commits.length = 0;
  for (const day of ['01', '02', '03']) {
    const date = `2021-01-${day}T12:00:00Z`;
    const env = { GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    const args = [...identity, 'commit', '--quiet', '--allow-empty', '--message', day];
    await execa('git', args, { cwd: repository.folder, env });
    commits.push(await repository.git('rev-parse', 'HEAD'));
  }
});

afterEach(() => repository.remove());
afterAll(() => folders.remove());

it.each([
  ['2021-01-02T12:00:01Z', 1],
  ['2021-01-02 11:59:59 +0000', 0],
  ['7 days', 2],
  ['24 hours ago', 2],
  ['1.week.ago', 2],
  ['yesterday', 2],
])('%s', async (date, at) => {
  expect(await revisionBefore(repository.folder, date)).toBe(commits[at]);
});

it('there is none where the history is younger', async () => {
  expect(await revisionBefore(repository.folder, '2020-12-31')).toBeUndefined();
  expect(await revisionBefore(repository.folder, '40 years')).toBeUndefined();
});

it.each(['', 'soon', '7', '--all', '7 days\n', 'HEAD~1', '2021-01', '100 years'])(
  '%j is no date',
  async (date) => {
    await expect(revisionBefore(repository.folder, date)).rejects.toMatchObject({ code: 'INVALID_REVISION' });
  },
);

it('a folder outside of Git has no history', async () => {
  const failed = revisionBefore(await folders.create(), '7 days');
  await expect(failed).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
});
