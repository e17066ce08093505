import { readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeFiles, writeTree } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { type CipResult, runCip, temporaryFolder } from './run-cip.js';

const digest = `sha256:${'a'.repeat(64)}`;
const canonical = `# The tools.\n- name: axe\n  dmap:\n    "${digest}": ["v1"] # one\n`;
const otherwise = `# The tools.\n-   name: 'axe'\n    dmap:\n      ${digest}:   # one\n      - v1\n`;
const plain = `registries:\n- name: s.example/staging\n  src: true\n- name: p.example/prod\nimages:\n`;

/** A tree with one file that is not canonical, and a plain manifest that is not, either. */
async function startFolder(): Promise<string> {
  const folder = await temporaryFolder();
  const between = { source: 's.example/staging', destinations: ['p.example/prod'] };
  await writeTree(
    path.join(folder, 'tree'),
    { tools: { ...between, images: {} }, shop: { ...between, images: { web: { [digest]: ['v1'] } } } },
    { 'images/tools/images.yaml': otherwise },
  );
  await writeFile(path.join(folder, 'plain.yaml'), plain + otherwise.replaceAll(/^/gm, '  '));
  return folder;
}

function fmt(cwd: string, ...args: string[]): Promise<CipResult> {
  return runCip(['manifest', 'fmt', ...args], { cwd });
}

describe('cip manifest fmt', () => {
  it('rewrites the files of a tree that are not canonical, and of these only the form', async () => {
    const cwd = await startFolder();
    const first = await fmt(cwd, 'tree');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe('rewritten: tree/images/tools/images.yaml\n1 of 4 files rewritten.\n');
    const file = path.join(cwd, 'tree/images/tools/images.yaml');
    expect(await readFile(file, 'utf8')).toBe(canonical);
    const before = await stat(file);
    expect(await fmt(path.join(cwd, 'tree'))).toMatchObject({
      code: 0,
      stdout: '4 files checked, nothing to rewrite.\n',
    });
    expect((await stat(file)).ino).toBe(before.ino);
  });

  it('with --check writes nothing, and exits with 1', async () => {
    const cwd = await startFolder();
    const { code, stdout } = await fmt(cwd, 'tree', 'plain.yaml', '--check');
    expect([code, stdout]).toEqual([
      1,
      'not in canonical form: tree/images/tools/images.yaml\nnot in canonical form: plain.yaml\n2 of 5 files to rewrite.\n',
    ]);
    expect(await readFile(path.join(cwd, 'tree/images/tools/images.yaml'), 'utf8')).toBe(otherwise);
  });

  it('takes a single file of a tree, and a plain manifest', async () => {
    const cwd = await startFolder();
    await writeFiles(path.join(cwd, 'tree'), { 'images/shop/images.yaml': otherwise });
    const { code, stdout } = await fmt(cwd, 'tree/images/tools/images.yaml', 'plain.yaml');
    expect([code, stdout]).toEqual([
      0,
      'rewritten: tree/images/tools/images.yaml\nrewritten: plain.yaml\n2 of 2 files rewritten.\n',
    ]);
    expect(await readFile(path.join(cwd, 'tree/images/shop/images.yaml'), 'utf8')).toBe(otherwise);
  });

  it('writes what a link leads to, and leaves files with mistakes', async () => {
    const cwd = await startFolder();
    await writeFiles(path.join(cwd, 'tree'), { 'images/shop/images.yaml': `${otherwise}- nam: x\n` });
    await writeFiles(path.join(cwd, 'tree'), { 'images/more/all.yaml': otherwise });
    await symlink('all.yaml', path.join(cwd, 'tree/images/more/images.yaml'));
    const { code, stdout } = await fmt(cwd, 'tree');
    expect(code).toBe(1);
    expect(stdout).toContain('rewritten: tree/images/more/images.yaml\n');
    expect(stdout).toMatch(/not formatted: tree\/images\/shop\/images\.yaml:6:3: .*nam/);
    expect(stdout).toMatch(/2 of \d files rewritten; 1 with mistakes stayed as written\.\n$/);
    expect(await readFile(path.join(cwd, 'tree/images/more/all.yaml'), 'utf8')).toBe(canonical);
  });

  it.each([
    ['a folder that is no tree', ['.'], 'there is neither a directory "manifests" nor "images" in it'],
    ['what does not exist', ['nowhere'], 'there is no such directory'],
    ['a part of a tree', ['tree/images'], 'Name the directory of the tree, "tree".'],
  ])('%s is wrong usage', async (_, args, message) => {
    const { code, stdout, stderr } = await fmt(await startFolder(), ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
