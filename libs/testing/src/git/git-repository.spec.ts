import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGitRepository } from './git-repository.js';

describe('a Git fixture', () => {
  it('commits what was written and gives the revision', async () => {
    await using repository = await createGitRepository();
    await repository.write({ 'a/b.txt': 'first' });
    const first = await repository.commit('first');
    await repository.write({ 'a/b.txt': 'second', 'c.txt': 'new' });
    const second = await repository.commit('second');
    expect(first).toMatch(/^[0-9a-f]{40}$/);
    expect(await repository.git('show', `${first}:a/b.txt`)).toBe('first');
    expect(await repository.git('diff', '--name-only', first, second)).toBe('a/b.txt\nc.txt');
  });

  it('is on main, and deletes files that are written as undefined', async () => {
    await using repository = await createGitRepository();
    await repository.write({ 'gone.txt': 'x', 'kept.txt': 'y' });
    await repository.commit('both');
    await repository.write({ 'gone.txt': undefined });
    await repository.commit('one');
    expect(await repository.git('ls-tree', '--name-only', 'main')).toBe('kept.txt');
  });

  it('gives the same revision for the same content, whoever runs it', async () => {
    await using one = await createGitRepository();
    await using other = await createGitRepository();
    await one.write({ 'x.txt': 'x' });
    await other.write({ 'x.txt': 'x' });
    expect(await one.commit('same')).toBe(await other.commit('same'));
  });

  it('keeps the Git settings of the caller out', async () => {
    await using repository = await createGitRepository();
    const origins = await repository.git('config', '--list', '--show-origin', '--name-only');
    expect(origins.split('\n').filter((line) => !line.startsWith('file:.git/config'))).toEqual([]);
  });

  it('is gone when it is removed', async () => {
    const repository = await createGitRepository();
    await repository.write({ 'x.txt': 'x' });
    expect(await readFile(path.join(repository.folder, 'x.txt'), 'utf8')).toBe('x');
    await repository.remove();
    await expect(access(repository.folder)).rejects.toThrow();
  });
});
