import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, type GitRepository, TemporaryFolders } from '@cip/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readPlainManifest } from '../read-plain-manifest.js';
import { readThinTree } from '../read-thin-tree.js';
import { readTreeFile } from '../read-tree-file.js';
import { openRemoteTree } from '../remote/open-remote-tree.js';
import { cleanRevision } from './clean-revision.js';
import { gitTopLevel } from './git-top-level.js';

interface Call {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

const folders = new TemporaryFolders();
let repository: GitRepository;
let top: string;
let log: string;

beforeEach(async () => {
  repository = await createGitRepository();
  top = await realpath(repository.folder);
  await repository.write({
    '.gitattributes': '*.yaml text\n',
    'registry/manifests/a/promoter-manifest.yaml': 'registries: []\n',
    'registry/images/a/images.yaml': '',
    'plain.yaml': 'registries: []\nimages: []\n',
  });
  await repository.commit('first');
  log = await recordCalls();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await repository.remove();
});

afterAll(() => folders.remove());

/** Puts a git in front of the real one that writes down how it was called; what surrounds it is hostile. */
async function recordCalls(): Promise<string> {
  const folder = await folders.create();
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const file = path.join(folder, 'calls');
  const write = `require('fs').appendFileSync(${JSON.stringify(file)}, JSON.stringify({cwd: process.cwd(), env: process.env, args: process.argv.slice(1)}) + '\\n')`;
  await mkdir(path.join(folder, 'bin'));
  const script = `#!/bin/sh\n${JSON.stringify(process.execPath)} -e ${quoted(write)} -- "$@"\nexec ${git} "$@"\n`;
  await writeFile(path.join(folder, 'bin/git'), script);
  await chmod(path.join(folder, 'bin/git'), 0o755);
  vi.stubEnv('PATH', `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`);
  vi.stubEnv('HOME', folder);
  for (const [name, value] of Object.entries(surroundings)) vi.stubEnv(name, value);
  return file;
}

const surroundings = {
  GIT_DIR: '/nowhere',
  GIT_WORK_TREE: '/nowhere',
  GIT_INDEX_FILE: '/nowhere',
  GIT_OBJECT_DIRECTORY: '/nowhere',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'core.fsmonitor',
  GIT_CONFIG_VALUE_0: 'false',
  GIT_TRACE: '0',
};

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

async function calls(): Promise<Call[]> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Call)
    .map(({ cwd, env: { PWD: _, SHLVL: _level, _: _last, OLDPWD: _old, ...env }, args }) => ({
      cwd,
      env,
      args,
    }));
}

/** In front of every command on a local repository. */
const precautions = [
  'safe.bareRepository=explicit',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.sshCommand=false',
  'core.askPass=false',
  'core.splitIndex=false',
  'protocol.allow=never',
  'submodule.recurse=false',
  'gc.auto=0',
];

function localArguments(): string[] {
  const settings = precautions.flatMap((setting) => ['-c', setting]);
  return [...settings, `--git-dir=${top}/.git`, `--work-tree=${top}`];
}

function localEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: path.dirname(top),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}

const attributes = ['--stdin', 'filter', 'ident', 'working-tree-encoding', 'eol'];
const sizes = ['cat-file', '--batch-check=%(objectname) %(objectsize)'];
const contents = ['cat-file', '--batch'];
const entry = (name: string): string[] => ['ls-tree', '-z', '--full-tree', 'COMMIT', '--', name];
const find = ['rev-parse', '--verify', '--quiet', '--end-of-options', 'REV^{commit}'];
const list = ['ls-tree', '-r', '-z', '--full-tree', 'OBJECT'];
const attributesOfRevision = [
  sizes,
  contents,
  ['update-index', '-z', '--index-info'],
  ['check-attr', '--cached', '-z', ...attributes],
];

describe('git on a local repository', () => {
  it.each<[what: string, act: () => Promise<unknown>, commands: string[][]]>([
    ['a top level', () => gitTopLevel(path.join(top, 'registry')), []],
    [
      'a directory',
      () => readThinTree({ directory: 'registry' }, { cwd: top }),
      [['check-attr', '--cached', '-z', ...attributes]],
    ],
    [
      'a directory that is compared with a base',
      () => readThinTree({ directory: 'registry' }, { cwd: top, asStaged: true }),
      [
        ['check-attr', '--cached', '-z', ...attributes],
        ['ls-files', '--stage', '-z', '--', 'registry'],
      ],
    ],
    [
      'a revision',
      () => readThinTree({ directory: 'registry', revision: 'main' }, { cwd: top }),
      [
        find,
        entry('registry'),
        entry('registry'),
        list,
        entry('.gitattributes'),
        sizes,
        contents,
        ...attributesOfRevision,
      ],
    ],
    [
      'a plain manifest of a revision',
      () => readPlainManifest({ file: 'plain.yaml', revision: 'main' }, { cwd: top }),
      [
        find,
        entry('plain.yaml'),
        ['rev-parse', '--verify', 'COMMIT^{tree}'],
        list,
        sizes,
        contents,
        ...attributesOfRevision,
      ],
    ],
    [
      'a file that a revision does not have',
      () => readTreeFile({ directory: 'registry', revision: 'main' }, 'none', { cwd: top }),
      [find, entry('registry'), entry('registry/none')],
    ],
    ['a clean revision', () => cleanRevision(path.join(top, 'registry')), [find, entry('registry'), list]],
  ])('of %s: all commands, with their whole environment', async (_, act, commands) => {
    await act();
    const made = await calls();
    for (const { cwd, env, args } of made) {
      const { GIT_INDEX_FILE: index, ...rest } = env;
      expect(rest).toEqual(localEnvironment());
      const usesOwnIndex = args.includes('update-index') || args.includes('check-attr');
      if (!usesOwnIndex) expect(index).toBeUndefined();
      expect(cwd).toBe(top);
      expect(args.slice(0, localArguments().length)).toEqual(localArguments());
    }
    const said = made.map(({ args }) =>
      args.slice(localArguments().length).map((word) =>
        word
          .replace(/^main(?=\^)/, 'REV')
          .replace(/^HEAD(?=\^)/, 'REV')
          .replace(/^[0-9a-f]{40}(?=\^|$)/, args.includes('-r') ? 'OBJECT' : 'COMMIT'),
      ),
    );
    expect(said.map(String).sort()).toEqual(commands.map(String).sort());
  });
});

describe('git that fetches', () => {
  it('speaks one protocol, and nothing of a surrounding repository reaches it', async () => {
    await using remote = await openRemoteTree({ url: `file://${top}`, path: 'registry' });
    await remote.update();
    const made = await calls();
    // Git starts itself for the other side of the conversation.
    const own = made.filter(({ args }) => args.includes('safe.bareRepository=explicit'));
    expect(own.map(({ args }) => args.find((word) => commands.includes(word)))).toEqual([
      'ls-remote',
      'fetch',
      'rev-parse',
      'checkout',
    ]);
    for (const { args, env } of own) {
      const settings = precautions.filter(
        (setting) => !/^core\.(sshCommand|askPass|attributesFile)=/.test(setting),
      );
      expect(args.slice(0, 2 * settings.length)).toEqual(settings.flatMap((setting) => ['-c', setting]));
      expect(env).toMatchObject({
        GIT_NO_REPLACE_OBJECTS: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_OPTIONAL_LOCKS: '0',
      });
      for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY'])
        expect(env[name]).toBeUndefined();
      // The configuration of the user says how the remote is reached.
      expect(env['GIT_CONFIG_COUNT']).toBe('1');
    }
    const [asked, ...talking] = own.map(({ env }) => env['GIT_ALLOW_PROTOCOL']);
    expect(asked).toBe('none');
    expect(new Set(talking)).toEqual(new Set(['file']));
  });
});

const commands = ['ls-remote', 'fetch', 'rev-parse', 'checkout', 'check-ref-format'];
