import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { UsageError } from './errors.js';
import { refuseLinks } from './refuse-links.js';

const folders = new TemporaryFolders();

/** The machine's own folder, with `alias`, a link to the checkout, and in that links in all directions. */
let machine: string;

beforeEach(async () => {
  machine = await folders.create();
  const checkout = path.join(machine, 'checkout');
  await mkdir(path.join(checkout, '.git'), { recursive: true });
  await mkdir(path.join(checkout, 'real/below'), { recursive: true });
  await mkdir(path.join(machine, 'logs'));
  await symlink('logs', path.join(machine, 'artifacts'));
  await symlink('checkout', path.join(machine, 'alias'));
  await symlink('real', path.join(checkout, 'inside'));
  await symlink(machine, path.join(checkout, 'outside'));
  await symlink('/nowhere/at/all', path.join(checkout, 'real/dangling'));
  await symlink('nowhere', path.join(machine, 'dangling'));
});

afterAll(() => folders.remove());

it.each([
  ['a link to another folder', 'checkout/outside', 'checkout/outside'],
  ['a file below one', 'checkout/outside/logs/plan.json', 'checkout/outside'],
  ['a link within the checkout', 'checkout/inside/plan.json', 'checkout/inside'],
  ['a link to nothing, deep in it', 'checkout/real/dangling', 'checkout/real/dangling'],
  ['a checkout by another name', 'alias/outside', 'checkout/outside'],
  ['a way that leads through a link and back', 'checkout/outside/../plan.json', 'checkout/outside'],
])('refuses %s', async (_, file, link) => {
  const refused = refuseLinks(`${machine}/${file}`, '--output (x)');
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(`--output (x): "${machine}/${link}" is a symbolic link`);
});

it.each([
  ['a link outside of the checkout', 'artifacts'],
  ['a file below one', 'artifacts/junit.xml'],
  ['a link to nothing there', 'dangling/junit.xml'],
  ['a folder of the checkout', 'checkout/real/below/plan.json'],
  ['a folder of the checkout, by another name', 'alias/real/plan.json'],
  ['what is not there yet', 'checkout/new/deep/plan.json'],
])('lets %s be', async (_, file) => {
  await expect(refuseLinks(`${machine}/${file}`, '--output')).resolves.toBeUndefined();
});

it.each(['/dev/stdout', '/dev/null', 'plan.json', './not-there/plan.json'])('lets %s be', async (file) => {
  await expect(refuseLinks(file, '--output')).resolves.toBeUndefined();
});

it('takes the .git of a worktree, a file, for a checkout', async () => {
  const worktree = path.join(machine, 'worktree');
  await mkdir(worktree);
  await writeFile(path.join(worktree, '.git'), 'gitdir: elsewhere\n');
  await symlink(machine, path.join(worktree, 'artifacts'));
  await expect(refuseLinks(path.join(worktree, 'artifacts'), '$ARTIFACTS')).rejects.toThrow(UsageError);
});
