import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, imagesYaml, writeTree } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { digest, expectSentences, type Pair, startPair } from './pair.js';
import { runCip } from './run-cip.js';
import { complaintsOf, reportOf } from './world.js';

describe.concurrent('a mistake in one subproject', () => {
  const file = 'images/other/images.yaml';
  const mistakes = [
    { name: 'broken YAML', file, text: '- name: other\n  dmap: {"sha256:', line: 2 },
    { name: 'a tab in the indentation', file, text: '- name: other\n\tdmap: {}\n', line: 2 },
    { name: 'no list', file, text: 'name: other\n', line: 1 },
    { name: 'an unknown key', file, text: '- name: other\n  dmap: {}\n  colour: red\n', line: 3 },
    { name: 'bytes that are no text', file, text: '\u0000\u0001', line: 1 },
    {
      name: 'registries without a source',
      file: 'manifests/other/promoter-manifest.yaml',
      text: 'registries:\n- name: example.com/prod\n',
      line: 2,
    },
  ];

  it.each(mistakes)('$name: the rest is promoted', async ({ file: name, text, line }) => {
    await using pair = await startPair();
    await writeFile(path.join(pair.folder, name), text);
    const result = await pair.promote();
    expect(result.code).toBe(1);
    expect(complaintsOf(result)).toMatchObject([{ kind: 'invalid-manifest', where: { file: name, line } }]);
    expect(pair.production.digestSet()).toEqual([`prod/app@${digest},v1`]);
    expectSentences(result);
  });

  it.each(mistakes)('$name: with --strict nobody is asked', async ({ file: name, text }) => {
    await using pair = await startPair();
    await writeFile(path.join(pair.folder, name), text);
    const result = await pair.promote('--strict');
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('--strict');
    expect(complaintsOf(result)).toMatchObject([{ kind: 'invalid-manifest', where: { file: name } }]);
    expect(pair.requests).toBe(0);
    expectSentences(result);
  });

  it('a directory in place of images.yaml', async () => {
    await using pair = await startPair();
    await rm(path.join(pair.folder, file));
    await mkdir(path.join(pair.folder, file));
    const result = await pair.promote();
    expect(result.code).toBe(1);
    expect(complaintsOf(result)).toMatchObject([{ kind: 'invalid-manifest', where: { file } }]);
    expect(pair.production.digestSet()).toEqual([`prod/app@${digest},v1`]);
    expectSentences(result);
  });

  it('says in the text report where and what to do', async () => {
    await using pair = await startPair();
    await writeFile(path.join(pair.folder, file), '- name: other\n  dmap: {"sha256:');
    const result = await pair.promote('--format', 'text');
    expect(result.stdout).toContain(`${file}:2`);
    expect(result.stdout).toContain('either correct it at the place named');
    expect(result.stderr).toBe('');
  });

  it('a tag without quotes that looks like a number stays as it is written', async () => {
    await using pair = await startPair();
    const text = imagesYaml({ app: { [digest]: ['1.10', '010', '1e3'] } }).replaceAll(/"(1|0)/g, '$1');
    await writeFile(
      path.join(pair.folder, 'images/sound/images.yaml'),
      text.replaceAll(/([0-9])"(?=[,\]])/g, '$1'),
    );
    expect(await readFile(path.join(pair.folder, 'images/sound/images.yaml'), 'utf8')).toContain(
      '[1.10,010,1e3]',
    );
    expect(await pair.promote()).toMatchObject({ code: 0 });
    for (const tag of ['1.10', '010', '1e3']) {
      expect(pair.production.manifest('prod/app', tag)?.descriptor.digest, tag).toBe(digest);
    }
  });
});

describe.concurrent('wrong usage', () => {
  const tree = ['--thin-manifest-dir', '.'];
  const usages: readonly {
    args: readonly string[];
    says: readonly string[];
    env?: Record<string, string>;
  }[] = [
    { args: ['--thin-manifest-dir', 'nowhere'], says: ['nowhere'] },
    {
      args: ['--thin-manifest-dir', 'manifests/sound/promoter-manifest.yaml'],
      says: ['promoter-manifest.yaml'],
    },
    {
      args: ['--thin-manifest-dir', 'manifests/sound'],
      says: ['manifests/sound: this is a part of a thin manifest tree'],
    },
    { args: ['--manifest', 'nowhere.yaml'], says: ['nowhere.yaml'] },
    { args: ['--manifest', 'manifests'], says: ['manifests'] },
    { args: [...tree, '--manifest', 'one.yaml'], says: ['--thin-manifest-dir', '--manifest'] },
    { args: [...tree, '--delete-everything'], says: ['--delete-everything'] },
    { args: [...tree, 'more'], says: ['argument'] },
    { args: [...tree, '--rps-per-host', 'fast'], says: ['--rps-per-host', 'fast'] },
    { args: [...tree, '--concurrency-per-host', '0'], says: ['--concurrency-per-host', '0'] },
    { args: [...tree, '--concurrency-per-host', '1.5'], says: ['--concurrency-per-host', '1.5'] },
    { args: [...tree, '--retry-deadline', '10'], says: ['--retry-deadline', '10'] },
    { args: [...tree, '--idle-timeout', '0'], says: ['--idle-timeout', '0'] },
    { args: [...tree, '--max-buffer', 'lots'], says: ['--max-buffer', 'lots'] },
    { args: [...tree, '--format', 'xml'], says: ['--format', 'xml'] },
    { args: [...tree, '--log-level', 'loud'], says: ['--log-level', 'loud'] },
    { args: [...tree, '--ca-file', 'nowhere.pem'], says: ['--ca-file', 'nowhere.pem'] },
    {
      args: [...tree, '--plain-http', 'http://example.com/path'],
      says: ['--plain-http', 'http://example.com/path'],
    },
    {
      args: [...tree, '--ca-file', 'images/sound/images.yaml'],
      says: ['--ca-file', 'images/sound/images.yaml', 'PEM'],
    },
    { args: [...tree, '--https', 'a/b'], says: ['--https', 'a/b'] },
    { args: [...tree, '--use-credentials', '--anonymous'], says: ['--use-credentials', '--anonymous'] },
    { args: [...tree, '--since', 'HEAD'], says: ['Git repository'] },
    { args: [...tree, '--since', '--output=x'], says: ['--output=x'] },
    { args: [...tree, '--plan', 'nowhere.json'], says: ['nowhere.json'] },
    { args: tree, env: { CIP_STRICT: 'maybe' }, says: ['CIP_STRICT', 'maybe'] },
    { args: tree, env: { CIP_RETRY_DEADLINE: 'soon' }, says: ['--retry-deadline', 'soon'] },
  ];

  const named = usages.map((usage) => ({
    ...usage,
    name: [...Object.entries(usage.env ?? {}).map((entry) => entry.join('=')), ...usage.args].join(' '),
  }));

  it.each(named)('$name', async ({ args, says, env }) => {
    await using pair = await startPair();
    const result = await runCip(['promote', '--confirm', ...args], { cwd: pair.folder, ...(env && { env }) });
    for (const text of says) expect(result.stderr).toContain(text);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(pair.requests).toBe(0);
    expectSentences(result);
  });

  it('a revision that is not there', async () => {
    await using pair = await startPair();
    await using git = await createGitRepository();
    await writeTree(git.folder, {});
    await git.write({ 'images/a/images.yaml': '', 'manifests/.keep': '' });
    await git.commit('first');
    for (const flag of ['--since', '--revision']) {
      const args = ['plan', '--thin-manifest-dir', git.folder, flag, 'release-9'];
      const result = await pair.cip(args);
      expect(result.stderr).toContain('release-9');
      expect(result).toMatchObject({ code: 2, stdout: '' });
      expectSentences(result);
    }
  });
});

describe.concurrent('a saved plan', () => {
  async function planned(pair: Pair): Promise<string> {
    const result = await pair.cip(['plan', '--thin-manifest-dir', '.', '-o', 'plan.json']);
    expect(result.code).toBe(0);
    expect(pair.production.writes).toBe(0);
    return path.join(pair.folder, 'plan.json');
  }

  const edits: readonly { name: string; edit: (text: string) => string; code: number; says: string }[] = [
    { name: 'that is no JSON', edit: (text) => text.slice(0, -20), code: 2, says: 'no saved plan' },
    { name: 'that is empty', edit: () => '', code: 2, says: 'no saved plan' },
    { name: 'that is something else', edit: () => '{"a": 1}', code: 2, says: 'no saved plan' },
    {
      name: 'of another version',
      edit: (text) => text.replace('"version": 1', '"version": 2'),
      code: 3,
      says: 'version',
    },
    {
      name: 'of other manifests',
      edit: (text) => text.replace(/"manifests": "[^"]*"/, `"manifests": "${digest}"`),
      code: 3,
      says: 'changed since',
    },
  ];

  it.each(edits)('$name', async ({ edit, code, says }) => {
    await using pair = await startPair();
    const file = await planned(pair);
    await writeFile(file, edit(await readFile(file, 'utf8')));
    pair.staging.resetCounts();
    pair.production.resetCounts();
    const result = await pair.promote('--plan', 'plan.json');
    expect(result.stderr).toContain('plan.json');
    expect(result.stderr).toContain(says);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(pair.requests).toBe(0);
    expectSentences(result);
  });

  it('is refused when a manifest changed, and carried out when it is as it was', async () => {
    await using pair = await startPair();
    await planned(pair);
    const file = path.join(pair.folder, 'images/sound/images.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"v1"', '"v1.1"'));
    const refused = await pair.promote('--plan', 'plan.json');
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toContain('the manifests changed since');
    expect(pair.production.writes).toBe(0);
    await writeFile(file, `# a comment\n${text}`);
    const result = await pair.promote('--plan', 'plan.json');
    expect(reportOf(result).summary).toMatchObject({ promoted: 2 });
    expect(result.code).toBe(0);
  });
});
