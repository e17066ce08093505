import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { images, sound } from './marked-tree.js';
import { reportOf, runLint } from './run-cip-lint.js';
import { faulty, folderOf } from './tree-folder.js';

it.each([
  ['text', `tree/${images}:4:5  error  digest-format`],
  ['json', `"rule":"digest-format"`],
  ['sarif', `"uri":"tree/${images}"`],
  ['junit', '<failure'],
  ['github', `::error file=tree/${images},line=4,col=5,title=digest-format::`],
  ['html', `<h2>tree/${images}</h2>`],
])('--format %s names the error and its place; exit code 1', async (format, expected) => {
  const cwd = await folderOf({ tree: faulty });
  const { code, stdout, stderr } = await runLint(['tree', '--format', format], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain(expected);
  expect(stdout).toContain('digest-format');
  expect(stderr).toBe('');
});

it('text shows the line with a caret, what to do, and the figures at the end', async () => {
  const cwd = await folderOf({ tree: faulty });
  const { stdout } = await runLint(['tree'], { cwd });
  expect(stdout).toMatch(/4 \| {5}"sha256:b+": \["v1\.0\.1"\]\n +\| {5}\^\n/);
  expect(stdout).toMatch(/fix: \S+/);
  expect(stdout).toMatch(/1 error, 2 warnings, 1 info in 2 files, 1 image, 1 digest\n$/);
});

it('infos are counted in text, and listed with --infos', async () => {
  const cwd = await folderOf({ tree: faulty });
  const place = `${images}:5:3  info  repeated-image`;
  expect((await runLint(['tree'], { cwd })).stdout).not.toContain(place);
  expect((await runLint(['tree', '--infos'], { cwd })).stdout).toContain(place);
  const { stdout } = await runLint(['tree'], { cwd, env: { CIP_INFOS: '1' } });
  expect(stdout).toContain(place);
});

it('warnings alone are no failure', async () => {
  const cwd = await folderOf({
    tree: { ...sound, [images]: (sound[images] ?? '').replace('v1.0.0', 'latest') },
  });
  const result = await runLint(['tree', '--format', 'json'], { cwd });
  expect(result.code).toBe(0);
  expect(reportOf(result).summary).toMatchObject({ errors: 0, warnings: 1 });
});

it('the current directory is the default, and paths in reports are relative to it', async () => {
  const folder = await folderOf({ tree: faulty });
  const files = async (cwd: string, ...args: string[]): Promise<string[]> =>
    reportOf(await runLint([...args, '--format', 'json'], { cwd })).items.map(({ file }) => file);
  expect(new Set(await files(path.join(folder, 'tree')))).toEqual(new Set([images]));
  expect(new Set(await files(path.join(folder, 'tree/manifests'), '..'))).toEqual(new Set([`../${images}`]));
});

it('several trees and plain manifests go into one report; one that is named twice counts once', async () => {
  const folder = await folderOf({ one: faulty, other: faulty, plain: { 'manifest.yaml': 'images: []\n' } });
  const args = ['other', 'one', './one', 'plain/manifest.yaml', '--format', 'json'];
  const report = reportOf(await runLint(args, { cwd: folder }));
  const errors = report.items.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    `one/${images} digest-format`,
    `other/${images} digest-format`,
    'plain/manifest.yaml manifest-schema',
  ]);
  expect(report.summary).toMatchObject({ errors: 3, warnings: 4, infos: 2, files: 5 });
});

it('each tree has the configuration in its folder, unless --config names one for all', async () => {
  const off = 'rules: {digest-format: off}\n';
  const folder = await folderOf({ one: { ...faulty, '.cip.yaml': off }, other: faulty });
  const errors = async (...more: string[]): Promise<string[]> => {
    const { items } = reportOf(await runLint(['one', 'other', '--format', 'json', ...more], { cwd: folder }));
    return items.filter(({ severity }) => severity === 'error').map(({ file }) => file);
  };
  expect(await errors()).toEqual([`other/${images}`]);
  expect(await errors('--config', 'one/.cip.yaml')).toEqual([]);
});

it('leaves its reports where Prow keeps files', async () => {
  const cwd = await folderOf({ tree: faulty });
  const artifacts = path.join(cwd, 'logs/artifacts');
  const { code, stdout } = await runLint(['tree'], { cwd, env: { ARTIFACTS: artifacts } });
  expect(code).toBe(1);
  expect(stdout).toContain('digest-format');
  expect((await readdir(artifacts)).sort()).toEqual([
    'cip-lint.json',
    'cip-lint.sarif',
    'junit_cip-lint.xml',
  ]);
  const read = (name: string): Promise<string> => readFile(path.join(artifacts, name), 'utf8');
  expect(JSON.parse(await read('cip-lint.json'))).toMatchObject({ command: 'lint', summary: { errors: 1 } });
  expect(JSON.parse(await read('cip-lint.sarif'))).toMatchObject({
    version: '2.1.0',
    runs: [{ results: [{ ruleId: 'digest-format', level: 'error' }, {}, {}, {}] }],
  });
  expect(await read('junit_cip-lint.xml')).toContain('failures="1"');
});

it('explains a rule, and lists all of them', async () => {
  const explained = await runLint(['--explain', 'tag-conflict']);
  expect(explained).toMatchObject({ code: 0, stderr: '' });
  expect(explained.stdout).toMatch(/^tag-conflict \(error.*\n[^]*Bad:\n[^]*Good:\n/);
  const listed = await runLint(['--list-rules']);
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  expect(listed.stdout).toMatch(/^digest-format +error +/m);
});
