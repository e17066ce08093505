import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  checkOut,
  createGitRepository,
  type GitRepository,
  imagesYaml,
  importCommit,
  type RawEntry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { digests, type Files, images, registries, sound, textsOf } from './marked-tree.js';
import { type CommandResult, expectSentences, reportOf, runLint, temporaryFolder } from './run-cip-lint.js';

const { a, b } = digests;
const at = 'registry.k8s.io';
const moved = imagesYaml({ tool: { [a]: ['v0.9.0'], [b]: ['v1.0.0'] } });

function entries(files: Files): RawEntry[] {
  return Object.entries(files).map(([name, content = '']) => ({ path: `${at}/${name}`, content }));
}

/** A checkout of two commits, the second on top of the first. Take it with `await using`. */
async function checkoutOf(before: readonly RawEntry[], after: readonly RawEntry[]) {
  await using origin = await createGitRepository();
  const base = await importCommit(origin, before);
  await importCommit(origin, after);
  const checkout = await checkOut(origin, 'a clone');
  return { base, checkout, [Symbol.asyncDispose]: () => checkout.remove() };
}

function rulesOf(result: CommandResult): string[] {
  expectSentences(result);
  return [...new Set(reportOf(result).items.map(({ rule }) => rule))];
}

async function lint(checkout: GitRepository, ...args: string[]): Promise<string[]> {
  return rulesOf(await runLint([at, '--format', 'json', ...args], { cwd: checkout.folder }));
}

describe('an attribute that changes content on checkout', () => {
  // In ISO646-DE the braces of YAML are ä and ü, so that disk and Git have two different manifests.
  const german = (text: string): string => text.replaceAll('{', 'ä').replaceAll('}', 'ü');

  it.each([
    ['in the tree', `${at}/.gitattributes`, '*.yaml working-tree-encoding=ISO646-DE', german],
    ['at the top', '.gitattributes', `${at}/**/images.yaml working-tree-encoding=ISO646-DE`, german],
    [
      'beside the file',
      `${at}/images/foo/.gitattributes`,
      'images.yaml working-tree-encoding=UTF-16',
      String,
    ],
    ['by a macro', '.gitattributes', '[attr]odd ident\n*.yaml odd', String],
    ['as a filter', `${at}/.gitattributes`, '* filter=lfs', String],
    ['as line ends', `${at}/.gitattributes`, '*.yaml text eol=crlf', String],
  ])('%s is an error, from disk and from Git, with and without a base', async (_, file, text, encode) => {
    const attributes = { path: file, content: `${text}\n` };
    const hidden = { ...sound, [images]: encode(`- {name: tool, dmap: {"${b}": [v1.0.0]}}\n`) };
    await using change = await checkoutOf(entries(sound), [...entries(hidden), attributes]);
    const { base, checkout } = change;
    for (const args of [[], ['--revision', 'HEAD']]) {
      expect(await lint(checkout, ...args)).toContain('tree-integrity');
      expect(await lint(checkout, ...args, '--base', base)).toContain('tree-integrity');
    }
  });

  it('that says nothing about manifests is none', async () => {
    const attributes = { path: `${at}/.gitattributes`, content: '*.png filter=lfs\n*.yaml text=auto\n' };
    await using change = await checkoutOf(entries(sound), [...entries(sound), attributes]);
    const { base, checkout } = change;
    expect(await lint(checkout, '--base', base)).toEqual([]);
    expect(await lint(checkout, '--base', base, '--revision', 'HEAD')).toEqual([]);
  });
});

describe('a submodule', () => {
  const elsewhere = '1'.repeat(40);

  it.each([
    ['in place of the images', `${at}/images/foo`],
    ['in place of the folder of all images', `${at}/images`],
    ['beside them', `${at}/docs/more`],
  ])('%s is an error, from disk and from Git', async (_, place) => {
    const rest = entries({ ...sound, [images]: moved }).filter(
      (entry) => !entry.path.toString().startsWith(place),
    );
    const submodule: RawEntry = { path: place, kind: 'submodule', content: elsewhere };
    await using change = await checkoutOf(entries(sound), [...rest, submodule]);
    const { base, checkout } = change;
    const run = async (...args: string[]): Promise<number> => {
      const result = await runLint([at, '--format', 'json', ...args], { cwd: checkout.folder });
      expectSentences(result);
      expect(result.stdout + result.stderr).toMatch(/submodule/);
      return result.code;
    };
    for (const args of [[], ['--base', base], ['--revision', 'HEAD']]) expect(await run(...args)).not.toBe(0);
  });

  it('in place of the tree is refused, wherever the command is started', async () => {
    await using inner = await createGitRepository();
    await inner.write({ ...sound, [images]: moved });
    await inner.commit('inner');
    await using change = await checkoutOf(entries(sound), [
      { path: at, kind: 'submodule', content: await inner.git('rev-parse', 'HEAD') },
    ]);
    const { base, checkout } = change;
    // As `git submodule update --init` leaves it.
    await rm(path.join(checkout.folder, at), { recursive: true, force: true });
    await checkout.git('-c', 'protocol.file.allow=always', 'clone', '--quiet', inner.folder, at);
    const inside = path.join(checkout.folder, at);
    for (const [cwd, tree] of [
      [checkout.folder, at],
      [inside, '.'],
      [path.join(inside, 'images'), '..'],
    ] as const) {
      const result = await runLint([tree, '--base', base], { cwd });
      expect(result.code).toBe(2);
      expect(result.stderr).toMatch(/submodule/);
    }
  });
});

describe('what is compared with a base', () => {
  it.each<[string, (tree: string) => Promise<unknown>, string]>([
    ['changed and not staged', (tree) => writeFile(path.join(tree, images), moved), images],
    ['not on disk', (tree) => rm(path.join(tree, images)), images],
    [
      'not known to Git',
      async (tree) => {
        await mkdir(path.join(tree, 'images/bar'));
        await writeFile(path.join(tree, 'images/bar/images.yaml'), '');
      },
      'images/bar/images.yaml',
    ],
  ])('must be staged: a file that is %s is an error', async (_, act, file) => {
    await using change = await checkoutOf(entries(sound), entries(sound));
    const { base, checkout } = change;
    await act(path.join(checkout.folder, at));
    const args = [at, '--base', base, '--format', 'json'];
    const { items } = reportOf(await runLint(args, { cwd: checkout.folder }));
    expect(items).toContainEqual(
      expect.objectContaining({ rule: 'tree-integrity', severity: 'error', file: `${at}/${file}` }),
    );
    await checkout.stage();
    expect(await lint(checkout, '--base', base)).not.toContain('tree-integrity');
  });

  it('may be rewritten by --fix', async () => {
    const odd = { ...sound, [images]: `- name: tool\n  dmap:\n      '${a}': [v1.0.0]\n` };
    await using change = await checkoutOf(entries(odd), entries(odd));
    const { base, checkout } = change;
    expect(await lint(checkout, '--base', base, '--fix')).toEqual([]);
    expect(await readFile(path.join(checkout.folder, at, images), 'utf8')).toContain('"v1.0.0"');
  });
});

describe('a base that cannot be compared is an error in every format', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid ${a}\nsize 120\n`;

  it.each(['text', 'json', 'junit', 'sarif', 'github', 'html'])('%s', async (format) => {
    await using change = await checkoutOf(entries({ ...sound, [images]: pointer }), entries(sound));
    const { base, checkout } = change;
    const result = await runLint([at, '--base', base, '--format', format], { cwd: checkout.folder });
    expect(result.code).toBe(1);
    expect(result.stdout).toContain('base-unreadable');
    expect(result.stdout).toContain(`${at}/${images}`);
  });

  it.each<[string, RawEntry[]]>([
    ['a file in place of the tree', [{ path: at, content: '' }]],
    ['a link to nothing in its place', [{ path: at, kind: 'link', content: 'nowhere' }]],
    ['a link out of the repository', [{ path: at, kind: 'link', content: '../elsewhere' }]],
    ['a submodule in its place', [{ path: at, kind: 'submodule', content: '1'.repeat(40) }]],
    [
      'a file in place of the images',
      [...entries({ [registries]: '' }), { path: `${at}/images`, content: '' }],
    ],
  ])('%s', async (_, before) => {
    await using change = await checkoutOf(before, entries(sound));
    const { base, checkout } = change;
    expect(await lint(checkout, '--base', base)).toContain('base-unreadable');
  });

  it('a plain manifest that became a folder of its name', async () => {
    const file = 'manifest.yaml';
    const plain = `${sound[registries] ?? ''}images:\n- {name: tool, dmap: {"${a}": [v1.0.0]}}\n`;
    await using origin = await createGitRepository();
    const base = await importCommit(origin, [{ path: file, content: plain }]);
    const tree = Object.entries(textsOf(sound)).map(([name, content]) => ({
      path: `${file}/${name}`,
      content,
    }));
    await importCommit(origin, tree);
    await using checkout = await checkOut(origin, 'a clone');
    const result = await runLint([file, '--base', base, '--format', 'json'], { cwd: checkout.folder });
    expect(rulesOf(result)).toContain('base-unreadable');
    // And the other way round.
    const back = await runLint([file, '--base', 'HEAD', '--revision', base, '--format', 'json'], {
      cwd: checkout.folder,
    });
    expect(back.code).not.toBe(0);
  });
});

describe('a link', () => {
  it.each([
    ['to what the process was started with', '/proc/self/environ'],
    ['to a file above the repository', '../secret.yaml'],
  ])('%s is not read, whatever it is given as', async (_, target) => {
    await using change = await checkoutOf(entries(sound), [
      ...entries(sound),
      { path: 'manifest.yaml', kind: 'link', content: target },
    ]);
    const { base, checkout } = change;
    await writeFile(path.join(checkout.folder, '../secret.yaml'), 'hidden: TOKEN\n');
    for (const args of [
      ['manifest.yaml'],
      [at, '--config', 'manifest.yaml'],
      ['manifest.yaml', '--base', base],
    ]) {
      const result = await runLint(args, { cwd: checkout.folder, env: { SECRET: 'TOKEN' } });
      expect(result.code).toBe(2);
      expect(result.stderr).toMatch(/manifest\.yaml: it is a link that leads out of/);
      expect(result.stdout + result.stderr).not.toContain('TOKEN');
    }
  });

  it('outside of Git must stay in the working directory', async () => {
    const cwd = await temporaryFolder();
    await symlink('/proc/self/environ', path.join(cwd, 'manifest.yaml'));
    const result = await runLint(['manifest.yaml'], { cwd });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/leads out of/);
  });

  it.each([
    ['a file', `${at}/images/foo/images.yaml`, '../bar/images.yaml'],
    ['a folder', `${at}/images/foo`, 'bar'],
  ])('of %s into the folder of another subproject is an error', async (_, place, target) => {
    const others = entries({
      [registries]: sound[registries],
      'images/bar/images.yaml': sound[images],
      'manifests/bar/promoter-manifest.yaml': sound[registries]?.replaceAll('foo', 'bar'),
    });
    const link: RawEntry = { path: place, kind: 'link', content: target };
    await using change = await checkoutOf(others, [...others, link]);
    const { checkout } = change;
    expect(await lint(checkout)).toEqual(['tree-integrity']);
    expect(await lint(checkout, '--revision', 'HEAD')).toEqual(['tree-integrity']);
  });

  it('does not hide that a configuration changed', async () => {
    const config = (content: string): RawEntry[] => [
      { path: 'policies/strict.yaml', content },
      { path: 'conf/policy.yaml', kind: 'link', content: '../policies/strict.yaml' },
      { path: `${at}/policy.yaml`, content },
      { path: `${at}/.cip.yaml`, kind: 'link', content: 'policy.yaml' },
    ];
    await using change = await checkoutOf(
      [...entries(sound), ...config('rules: {tag-moved: error}\n')],
      [...entries(sound), ...config('rules: {tag-moved: off}\n')],
    );
    const { base, checkout } = change;
    const changed = async (...args: string[]): Promise<readonly string[]> => {
      const result = await runLint([at, '--base', base, '--format', 'json', ...args], {
        cwd: checkout.folder,
      });
      return reportOf(result).changedConfigurations ?? [];
    };
    expect(await changed()).toEqual([`${at}/.cip.yaml`]);
    expect(await changed('--config', 'conf/policy.yaml')).toEqual(['conf/policy.yaml']);
  });
});

it('names that no text can hold, and those that every object has, are told apart', async () => {
  const named = (name: Uint8Array): RawEntry => ({
    path: Buffer.concat([Buffer.from(`${at}/images/`), name, Buffer.from('/images.yaml')]),
    content: '[]',
  });
  const tree = [
    ...entries(sound),
    named(Buffer.from([0xe4])),
    named(Buffer.from([0xf6])),
    { path: `${at}/constructor/images.yaml`, content: '' },
  ];
  await using change = await checkoutOf(tree, tree);
  const { checkout } = change;
  for (const args of [[], ['--revision', 'HEAD']]) {
    const result = await runLint([at, '--format', 'json', ...args], { cwd: checkout.folder });
    const { items } = reportOf(result);
    expect(items.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      `${at}/constructor/images.yaml misplaced-manifest`,
      `${at}/images/\\xe4 tree-integrity`,
      `${at}/images/\\xf6 tree-integrity`,
    ]);
  }
});
