import { mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { formatOwner, newOwner } from './owner.js';
import { removeLeftovers } from './temporary-files.js';
import { run } from './testing/run-script.js';
import { writeFileAtomic } from './write-file-atomic.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cip-temporary-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Writes images.yaml in a process of its own, which ends in one way or another before the file is in its place. */
async function writeAndEnd(how: string): Promise<void> {
  const file = JSON.stringify(path.join(folder, 'images.yaml'));
  const result = await run(`
    import fs from 'node:fs/promises';
    import { syncBuiltinESMExports } from 'node:module';
    import { writeFileAtomic } from './index.js';
    fs.rename = async () => { ${how}; await new Promise(() => {}); };
    syncBuiltinESMExports();
    await writeFileAtomic(${file}, 'new');
  `);
  expect(result).toMatchObject({ stdout: '', stderr: '' });
}

it('a process that exits while it writes leaves nothing', async () => {
  await writeAndEnd('process.exit()');
  expect(await readdir(folder)).toEqual([]);
});

it('the next who writes there removes what a killed process left', async () => {
  await writeAndEnd("process.kill(process.pid, 'SIGKILL')");
  const [left = '', ...others] = await readdir(folder);
  expect(left).toMatch(/^\.images\.yaml\..*\.tmp$/);
  expect(others).toEqual([]);
  await writeFileAtomic(path.join(folder, 'other.yaml'), 'new');
  expect(await readdir(folder)).toEqual(['other.yaml']);
});

const gone = { ...newOwner(), pid: 1, started: 1 };
const stranger = { ...newOwner(), machine: 'f'.repeat(12) };

it.each([
  ['a file of a process that runs', `.a.yaml.${formatOwner(newOwner())}.tmp`],
  ['a file of another machine that may still be written', `.a.yaml.${formatOwner(stranger)}.tmp`],
  ['a file that only looks like one', '.images.yaml.3f0e.tmp'],
  ['a file without a dot', `a.yaml.${formatOwner(gone)}.tmp`],
  ['a file with another ending', `.a.yaml.${formatOwner(gone)}.yaml`],
])('leaves %s', async (_, name) => {
  await writeFile(path.join(folder, name), '');
  await removeLeftovers(folder);
  expect(await readdir(folder)).toEqual([name]);
});

it('leaves what is no file, and says nothing of a folder that is not there', async () => {
  const name = `.a.yaml.${formatOwner(gone)}.tmp`;
  await symlink('/etc/hostname', path.join(folder, name));
  await removeLeftovers(folder);
  await removeLeftovers(path.join(folder, 'missing'));
  expect(await readdir(folder)).toEqual([name]);
});

it.each([
  ['a process that is gone', gone, new Date()],
  ['another machine, hours ago', stranger, new Date(Date.now() - 2 * 60 * 60_000)],
])('removes a file of %s', async (_, owner, time) => {
  const file = path.join(folder, `.a.yaml.${formatOwner(owner)}.tmp`);
  await writeFile(file, '');
  await utimes(file, time, time);
  await removeLeftovers(folder);
  expect(await readdir(folder)).toEqual([]);
});
