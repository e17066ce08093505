import { chmod, lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { digests, images, sound } from './marked-tree.js';
import { reportOf, runLint } from './run-cip-lint.js';
import { faulty, folderOf } from './tree-folder.js';

const crooked = `# the tool\n- name: tool # of foo\n  dmap:\n      '${digests.a}': [v1.0.0]\n`;
const straight = `# the tool\n- name: tool # of foo\n  dmap:\n    "${digests.a}": ["v1.0.0"]\n`;

async function crookedTree(more: Readonly<Record<string, string>> = {}): Promise<string> {
  return folderOf({ tree: { ...sound, [images]: crooked, ...more } });
}

it('--fix writes the canonical form, says so, keeps comments and rights; a second run changes nothing', async () => {
  const cwd = await crookedTree();
  const file = path.join(cwd, 'tree', images);
  await chmod(file, 0o640);
  const first = await runLint(['tree', '--fix'], { cwd });
  expect(first.code).toBe(0);
  expect(first.stdout).toContain(`rewritten: tree/${images}\n`);
  expect(first.stdout).toContain('0 errors, 0 warnings, 0 infos');
  expect(await readFile(file, 'utf8')).toBe(straight);
  const written = await stat(file);
  expect(written.mode & 0o777).toBe(0o640);
  const second = await runLint(['tree', '--fix'], { cwd });
  expect(second.stdout).not.toContain('rewritten');
  expect((await stat(file)).mtimeMs).toBe(written.mtimeMs);
});

it('a tab after a colon is read as other programs read it, and --fix makes it a space', async () => {
  const cwd = await crookedTree({ [images]: straight.replaceAll(': ', ':\t') });
  const { items } = reportOf(await runLint(['tree', '--format', 'json'], { cwd }));
  expect(items).toMatchObject([{ rule: 'canonical-format', severity: 'info' }]);
  expect((await runLint(['tree', '--fix'], { cwd })).code).toBe(0);
  expect(await readFile(path.join(cwd, 'tree', images), 'utf8')).toBe(straight);
});

it('a tab that indents is called by its name', async () => {
  const cwd = await crookedTree({ [images]: straight.replace('  dmap', '\tdmap') });
  const { stdout, code } = await runLint(['tree'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain(`tree/${images}:3:1  error  yaml-syntax`);
  expect(stdout).toContain('there is a tab where YAML allows only spaces');
});

it('--fix keeps stdout to the report that programs read', async () => {
  const cwd = await crookedTree();
  const result = await runLint(['tree', '--fix', '--format', 'json'], { cwd });
  expect(reportOf(result).items).toEqual([]);
  expect(result.stderr).toContain(`rewritten: tree/${images}\n`);
});

it('--fix leaves a file with mistakes as it is, and reports them', async () => {
  const cwd = await folderOf({ tree: faulty });
  const result = await runLint(['tree', '--fix'], { cwd });
  expect(result.code).toBe(1);
  expect(result.stdout).toContain('digest-format');
  expect(await readFile(path.join(cwd, 'tree', images), 'utf8')).toBe(faulty[images]);
});

it('--fix leaves files for which the rule is off', async () => {
  const policy = `overrides: [{paths: ["images/**"], rules: {canonical-format: off}}]\n`;
  const cwd = await crookedTree({ '.cip.yaml': policy });
  expect((await runLint(['tree', '--fix'], { cwd })).code).toBe(0);
  expect(await readFile(path.join(cwd, 'tree', images), 'utf8')).toBe(crooked);
});

it('--fix writes what a link leads to, and the link stays', async () => {
  const cwd = await crookedTree({ 'shared.yaml': crooked, [images]: crooked });
  const link = path.join(cwd, 'tree/images/linked');
  await writeFile(path.join(cwd, 'tree/manifests/README.md'), '');
  await symlink('foo', link);
  const result = await runLint(['tree', '--fix'], { cwd });
  expect(result.stdout).toContain(`rewritten: tree/${images}\n`);
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect(await readFile(path.join(link, 'images.yaml'), 'utf8')).toBe(straight);
});

it('--fix that is killed leaves the file whole, and the next one removes what was left', async () => {
  const cwd = await crookedTree();
  const folder = path.join(cwd, 'tree', path.dirname(images));
  // Killed when the new text is written, but not in its place.
  const script = `import fs from 'node:fs/promises';
    import { syncBuiltinESMExports } from 'node:module';
    fs.rename = async () => process.kill(process.pid, 'SIGKILL');
    syncBuiltinESMExports();`;
  const nodeOptions = ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
  const killed = await runLint(['tree', '--fix'], { cwd, nodeOptions });
  expect(killed.signal).toBe('SIGKILL');
  expect(await readFile(path.join(folder, 'images.yaml'), 'utf8')).toBe(crooked);
  expect(await readdir(folder)).toHaveLength(2);
  expect((await runLint(['tree', '--fix'], { cwd })).code).toBe(0);
  expect(await readdir(folder)).toEqual(['images.yaml']);
});

it('lint alone writes nothing', async () => {
  const cwd = await crookedTree();
  await runLint(['tree'], { cwd });
  expect(await readFile(path.join(cwd, 'tree', images), 'utf8')).toBe(crooked);
});
