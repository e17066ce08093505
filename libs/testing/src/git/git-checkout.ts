import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitRepository } from './git-repository.js';

/** The ways in which a commit gets onto the disk of a CI job. */
export const gitCheckouts = ['a clone', 'a linked work tree', 'a shallow clone', 'a partial clone'] as const;

export type GitCheckout = (typeof gitCheckouts)[number];

/** Checks out the HEAD of a repository, with its parent, into a temporary folder. Remove it, or take it with `await using`. */
export async function checkOut(repository: GitRepository, kind: GitCheckout): Promise<GitRepository> {
  const folder = path.join(await mkdtemp(path.join(await realpath(tmpdir()), 'git-checkout-')), 'checkout');
  const url = `file://${repository.folder}`;
  const clone = ['-c', 'protocol.file.allow=always', 'clone', '--quiet', '--no-local'];
  const arguments_: Readonly<Record<GitCheckout, readonly string[]>> = {
    'a clone': [...clone, url, folder],
    'a linked work tree': ['worktree', 'add', '--quiet', '--detach', folder, 'HEAD'],
    'a shallow clone': [...clone, '--depth=2', url, folder],
    'a partial clone': [...clone, '--filter=blob:none', url, folder],
  };
  await repository.git('config', 'uploadpack.allowFilter', 'true');
  await repository.git(...arguments_[kind]);
  return new CheckedOut(folder);
}

class CheckedOut extends GitRepository {
  override async remove(): Promise<void> {
    await rm(path.dirname(this.folder), { recursive: true, force: true });
  }
}
