import { describe, expect, it } from 'vitest';
import { emptyTree } from './empty-tree.js';
import { limits } from './limits.js';
import type { TreeFile } from './manifest-input.js';
import { parseThinTree } from './parse-thin-tree.js';
import type { ManifestTree } from './promotion-manifest.js';

const a = `sha256:${'a'.repeat(64)}`;
const b = `sha256:${'b'.repeat(64)}`;
const registries = 'registries:\n- name: gcr.io/staging\n  src: true\n- name: eu.gcr.io/prod\n';

function treeOf(files: Readonly<Record<string, string>>): ManifestTree {
  return parseThinTree(
    Object.entries(files).map(([path, text]): TreeFile => ({ path, shownAs: `tree/${path}`, text })),
  );
}

function withImages(images: string): ManifestTree {
  return treeOf({ 'manifests/x/promoter-manifest.yaml': registries, 'images/x/images.yaml': images });
}

function withRegistries(manifest: string): ManifestTree {
  const images = `- name: tool\n  dmap:\n    ${a}: []\n`;
  return treeOf({ 'manifests/x/promoter-manifest.yaml': manifest, 'images/x/images.yaml': images });
}

/** `name@digest-initial:tags` of all images. */
function contentsOf(tree: ManifestTree): string[] {
  return tree.manifests.flatMap(({ images }) =>
    images.flatMap(({ name, digests }) =>
      digests.map(({ digest, tags }) => `${name}@${digest.charAt(7)}:${tags.join()}`),
    ),
  );
}

/** `rule line:column` of all problems. */
function placesOf(tree: ManifestTree): string[] {
  return tree.problems.map(({ rule, where }) => `${rule} ${where.line}:${where.column}`);
}

const context = { subproject: 'x', source: 'gcr.io/staging' };

describe('what images.yaml may say', () => {
  it.each([
    ['no dmap', `- name: tool\n`],
    ['nothing for a dmap', `- name: tool\n  dmap:\n`],
    ['a dmap that is null', `- name: tool\n  dmap: ~\n`],
    ['an empty dmap', `- name: tool\n  dmap: {}\n`],
  ])('%s: a warning', (_, images) => {
    const tree = withImages(`- {name: sound, dmap: {${b}: [v9]}}\n${images}`);
    expect(tree.problems).toMatchObject([
      { rule: 'empty-image', severity: 'warning', touches: { ...context, image: 'tool' } },
    ]);
    expect(placesOf(tree)).toEqual(['empty-image 2:3']);
    expect(contentsOf(tree)).toEqual(['sound@b:v9']);
  });

  it.each([
    ['nothing', '', []],
    ['only comments', '# later\n\n# more\n', []],
    ['an empty list', '[]', []],
    ['an empty document', '---\n', []],
    ['tags in one line', `- name: tool\n  dmap:\n    "${a}": ["v1", "v1.0_foo"]\n`, ['tool@a:v1,v1.0_foo']],
    ['tags as a list in lines', `- name: tool\n  dmap:\n    ${a}:\n    - v2\n    - v1\n`, ['tool@a:v1,v2']],
    ['no tags', `- name: tool\n  dmap:\n    ${a}: []\n`, ['tool@a:']],
    ['nothing for tags', `- name: tool\n  dmap:\n    ${a}:\n    ${b}: ~\n`, ['tool@a:', 'tool@b:']],
    [
      'a merge key with an alias',
      `- name: tool\n  dmap: &all {${a}: [v1], ${b}: [v2]}\n- name: other\n  dmap: {<<: *all, ${b}: [v3]}\n`,
      ['other@a:v1', 'other@b:v3', 'tool@a:v1', 'tool@b:v2'],
    ],
    [
      'a merge key with several mappings, of which the first counts',
      `- name: tool\n  dmap:\n    <<: [{${a}: [v1]}, {${a}: [v2], ${b}: [v3]}]\n`,
      ['tool@a:v1', 'tool@b:v3'],
    ],
    ['a tag twice', `- name: tool\n  dmap:\n    ${a}: [v1, v1]\n`, ['tool@a:v1']],
    [
      'one name in two blocks',
      `- {name: tool, dmap: {${b}: [v2]}}\n- {name: tool, dmap: {${a}: [v1], ${b}: [v3]}}\n`,
      ['tool@a:v1', 'tool@b:v2,v3'],
    ],
    [
      'one tag on two digests',
      `- {name: tool, dmap: {${a}: [v1], ${b}: [v1]}}\n`,
      ['tool@a:v1', 'tool@b:v1'],
    ],
    ['aliases', `- {name: tool, dmap: {${a}: &t [v1], ${b}: *t}}\n`, ['tool@a:v1', 'tool@b:v1']],
    ['Windows line breaks', `- name: tool\r\n  dmap:\r\n    ${a}: [v1]\r\n`, ['tool@a:v1']],
    ['a byte order mark', `\uFEFF- {name: tool, dmap: {${a}: [v1]}}\n`, ['tool@a:v1']],
    ['a path as name', `- {name: a/b-c/d_e, dmap: {${a}: [v1]}}`, ['a/b-c/d_e@a:v1']],
  ])('%s', (_, images, contents) => {
    const tree = withImages(images);
    expect(tree.problems).toEqual([]);
    expect(contentsOf(tree)).toEqual(contents);
  });

  it.each(['1.10', '1e3', '0x10', '0o7', 'yes', 'null', 'true', '2020-01-01', '007', '1_000', '_'])(
    'the unquoted tag %s stays what it is',
    (tag) => {
      const tree = withImages(`- name: tool\n  dmap:\n    ${a}:\n    - ${tag}\n`);
      expect(tree.problems).toEqual([]);
      expect(contentsOf(tree)).toEqual([`tool@a:${tag}`]);
    },
  );

  it('the tag ~ is a wrong text, not an empty value', () => {
    const tree = withImages(`- {name: tool, dmap: {${a}: [~]}}`);
    expect(tree.problems[0]).toMatchObject({
      rule: 'tag-format',
      message: expect.stringContaining('"~"') as string,
    });
  });
});

describe('a mistake in images.yaml stops what it touches', () => {
  const sound = `- {name: sound, dmap: {${b}: [v9]}}\n`;
  const inTool = { ...context, image: 'tool' };
  it.each([
    [
      'a digest that is too short',
      `- {name: tool, dmap: {sha256:abc: [v1, v0], ${a}: []}}`,
      'digest-format 1:23',
      { ...inTool, digest: 'sha256:abc', tags: ['v0', 'v1'] },
      ['tool@a:'],
    ],
    [
      'a digest in upper case',
      `- name: tool\n  dmap:\n    "${a.toUpperCase()}": [v1]`,
      'digest-format 3:5',
      { ...inTool, digest: a.toUpperCase(), tags: ['v1'] },
      [],
    ],
    [
      'a bad tag',
      `- name: tool\n  dmap:\n    ${b}: [v1]\n    ${a}: [ok, -v1]`,
      'tag-format 4:83',
      { ...inTool, digest: a, tags: ['-v1', 'ok'] },
      ['tool@b:v1'],
    ],
    [
      'a digest twice',
      `- name: tool\n  dmap:\n    ${a}: [v1]\n    ${b}: []\n    ${a}: [v2]`,
      'duplicate-key 5:5',
      { ...inTool, digest: a, tags: ['v1', 'v2'] },
      ['tool@b:'],
    ],
    [
      'tags that are no list',
      `- {name: tool, dmap: {${a}: v1, ${b}: []}}`,
      'manifest-schema 1:96',
      { ...inTool, digest: a, tags: [] },
      ['tool@b:'],
    ],
    [
      'a tag that is a list',
      `- {name: tool, dmap: {${a}: [[v1]]}}`,
      'manifest-schema 1:97',
      { ...inTool, digest: a, tags: [] },
      [],
    ],
    [
      'a bad image name',
      `- name: Tool\n  dmap: {${a}: []}`,
      'image-name 1:9',
      { ...context, image: 'Tool' },
      [],
    ],
    ['an unknown key', `- name: tool\n  dmap: {${a}: []}\n  dmpa: {}`, 'unknown-key 3:3', inTool, []],
    [
      'an unknown key by a merge key',
      `- name: tool\n  dmap: {${a}: []}\n  <<: {tags: []}`,
      'unknown-key 3:8',
      inTool,
      [],
    ],
    ['a merge key in quotes', `- name: tool\n  dmap: {${a}: []}\n  "<<": {}`, 'unknown-key 3:3', inTool, []],
    ['a key twice', `- name: tool\n  dmap: {${a}: []}\n  name: tool`, 'duplicate-key 3:3', inTool, []],
    ['a dmap that is a text', `- name: tool\n  dmap: "null"`, 'manifest-schema 2:9', inTool, []],
    ['a name that is null', `- name: null\n  dmap: {${a}: []}`, 'manifest-schema 1:9', context, []],
    ['a dmap that is a list', `- name: tool\n  dmap: [${a}]`, 'manifest-schema 2:9', inTool, []],
    ['no name', `- dmap: {${a}: []}`, 'manifest-schema 1:3', context, []],
    ['an item that is a text', `- tool`, 'manifest-schema 1:3', context, []],
  ])('%s', (_, images, place, touches, contents) => {
    const tree = withImages(`${images}\n${sound}`);
    expect(placesOf(tree)).toEqual([place]);
    expect(tree.problems[0]).toMatchObject({
      severity: 'error',
      where: { file: 'tree/images/x/images.yaml' },
    });
    expect(tree.problems[0]?.touches).toEqual(touches);
    expect(contentsOf(tree)).toEqual(['sound@b:v9', ...contents]);
  });

  it.each([
    ['a mapping', 'name: tool', 'manifest-schema 1:1'],
    ['a text', 'tool', 'manifest-schema 1:1'],
    ['broken YAML', `- name: tool\n  dmap: {${a}: [v1`, 'yaml-syntax 2:86'],
    ['a tab as indentation', `- name: tool\n\tdmap: {}\n`, 'yaml-syntax 2:1'],
    ['a merge key of a text', `- name: tool\n  dmap: {<<: x}`, 'yaml-syntax 2:14'],
    ['two merge keys', `- name: tool\n  dmap: {<<: {}, <<: {}}`, 'yaml-syntax 2:18'],
    ['two documents', `- {name: tool, dmap: {}}\n---\n- x\n`, 'yaml-syntax 3:1'],
    ['a YAML tag', `- !!binary tool`, 'yaml-syntax 1:3'],
    ['a key that is a list', `- ? [a]\n  : b`, 'yaml-syntax 1:5'],
    ['an alias without anchor', `- *tool`, 'yaml-syntax 1:4'],
    ['a null byte', `- a\n- \0`, 'yaml-syntax 2:3'],
  ])('%s: the whole file', (_, images, place) => {
    const tree = withImages(images);
    expect(placesOf(tree)).toEqual([place]);
    expect(tree.problems[0]?.touches).toEqual(context);
    expect(tree.manifests).toMatchObject([{ name: 'x', images: [] }]);
  });

  it('every problem of every file is reported at once, in order', () => {
    const bad = `- {name: T, dmap: {x: [.x]}}\n- {name: ok, dmap: 1}\n`;
    const tree = treeOf({
      'images/z/images.yaml': bad,
      'manifests/z/promoter-manifest.yaml': '[',
      'images/y/images.yaml': bad,
      'manifests/y/promoter-manifest.yaml': 'registries: []\nfoo: 1\n',
    });
    expect(tree.problems.map(({ where, rule }) => `${where.file.slice(5)}:${where.line} ${rule}`)).toEqual([
      ...['image-name', 'digest-format', 'tag-format'].map((rule) => `images/y/images.yaml:1 ${rule}`),
      'images/y/images.yaml:2 manifest-schema',
      ...['image-name', 'digest-format', 'tag-format'].map((rule) => `images/z/images.yaml:1 ${rule}`),
      'images/z/images.yaml:2 manifest-schema',
      'manifests/y/promoter-manifest.yaml:2 unknown-key',
      'manifests/z/promoter-manifest.yaml:1 yaml-syntax',
    ]);
  });

  it('problems beyond a thousand are counted, and still stop their digests', () => {
    const bad = Array.from({ length: 2500 }, (_, i) => `    sha256:${i}: [v1]\n`).join('');
    const tree = withImages(`- name: tool\n  dmap:\n${bad}    ${a}: [v1]\n`);
    expect(tree.problems).toHaveLength(1001);
    expect(tree.problems.at(-1)).toMatchObject({
      message: '1500 more problems follow in this file',
      touches: context,
    });
    expect(contentsOf(tree)).toEqual(['tool@a:v1']);
  });
});

it('very many bad tags of one digest are not repeated with every problem', () => {
  const bad = Array.from({ length: 50_000 }, () => '    - .x\n').join('');
  const tree = withImages(`- name: tool\n  dmap:\n    ${a}:\n${bad}`);
  expect(tree.problems).toHaveLength(1001);
  expect(tree.problems[0]?.touches).toEqual({ ...context, image: 'tool', digest: a });
});

describe('registries', () => {
  it('of which one is the source give a manifest, sorted', () => {
    const tree = withRegistries(
      'registries:\n- {name: us.gcr.io/prod, service-account: p@x}\n- {name: "localhost:5000", src: no}\n' +
        '- {name: gcr.io/staging, src: "true"}\nimagesPath: ../x\n',
    );
    expect(tree.problems).toEqual([]);
    expect(tree.manifests).toMatchObject([
      {
        source: { name: 'gcr.io/staging' },
        destinations: [{ name: 'localhost:5000' }, { name: 'us.gcr.io/prod', serviceAccount: 'p@x' }],
      },
    ]);
  });

  it('with the same name are one', () => {
    const tree = withRegistries(`${registries}- {name: eu.gcr.io/prod, service-account: p@x}\n`);
    expect(tree.problems).toEqual([]);
    expect(tree.manifests[0]?.destinations).toMatchObject([
      { name: 'eu.gcr.io/prod', serviceAccount: 'p@x' },
    ]);
  });

  it('with a slash at the end are those without it', () => {
    const tree = withRegistries(`${registries}- name: eu.gcr.io/prod/\n- name: us.gcr.io/prod/\n`);
    expect(placesOf(tree)).toEqual(['registry-spelling 5:3', 'registry-spelling 6:3']);
    expect(tree.problems.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(tree.manifests[0]?.destinations.map(({ name }) => name)).toEqual([
      'eu.gcr.io/prod',
      'us.gcr.io/prod',
    ]);
    expect(tree.manifests[0]?.repeatedRegistries).toHaveLength(1);
  });

  it.each(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON', '"true"'])(
    'src: %s is true',
    (src) => {
      expect(withRegistries(`registries: [{name: gcr.io/staging, src: ${src}}]`).manifests).toHaveLength(1);
    },
  );

  it.each(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])(
    'src: %s is false',
    (src) => {
      const tree = withRegistries(`registries: [{name: gcr.io/staging, src: ${src}}]`);
      expect(placesOf(tree)).toEqual(['one-source 1:13']);
    },
  );

  it.each([
    [
      'a bad name',
      `${registries}- name: us.gcr.io/Prod`,
      'registry-name 5:9',
      { ...context, registry: 'us.gcr.io/Prod' },
    ],
    [
      'a host in capitals',
      `${registries}- name: US.gcr.io/prod`,
      'registry-name 5:9',
      { ...context, registry: 'US.gcr.io/prod' },
    ],
    [
      'a port that goes without saying',
      `${registries}- name: us.gcr.io:443/prod`,
      'registry-name 5:9',
      { ...context, registry: 'us.gcr.io:443/prod' },
    ],
    [
      'another spelling of an address',
      `${registries}- name: 127.0.0.01:5000/prod`,
      'registry-name 5:9',
      { ...context, registry: '127.0.0.01:5000/prod' },
    ],
    [
      'another name of a host',
      `${registries}- name: registry-1.docker.io/prod`,
      'registry-name 5:9',
      { ...context, registry: 'registry-1.docker.io/prod' },
    ],
    [
      'a scheme',
      `${registries}- name: https://x.io`,
      'registry-name 5:9',
      { ...context, registry: 'https://x.io' },
    ],
    [
      'two slashes at the end',
      `${registries}- name: x.io//`,
      'registry-name 5:9',
      { ...context, registry: 'x.io//' },
    ],
    [
      'an unknown key',
      `${registries}- {name: x.io, scr: true}`,
      'unknown-key 5:16',
      { ...context, registry: 'x.io' },
    ],
    [
      'no boolean',
      `${registries}- {name: x.io, src: maybe}`,
      'manifest-schema 5:21',
      { ...context, registry: 'x.io' },
    ],
    [
      'a service account that leads elsewhere',
      `${registries}- {name: x.io, service-account: a@b/../../c}`,
      'manifest-schema 5:33',
      { ...context, registry: 'x.io' },
    ],
    ['no name', `${registries}- {src: false}`, 'manifest-schema 5:3', context],
  ])('%s: only that registry', (_, manifest, place, touches) => {
    const tree = withRegistries(manifest);
    expect(placesOf(tree)).toEqual([place]);
    expect(tree.problems[0]?.touches).toEqual(touches);
    expect(tree.manifests).toMatchObject([{ destinations: [{ name: 'eu.gcr.io/prod' }] }]);
    expect(contentsOf(tree)).toEqual(['tool@a:']);
  });

  it.each([
    ['no source', 'registries:\n- name: gcr.io/a\n', ['one-source 2:1']],
    ['an empty list', 'registries: []', ['one-source 1:13']],
    ['a source with a bad name', 'registries: [{name: A/B/, src: y}]', ['registry-name 1:21']],
    ['a source with a scheme', 'registries: [{name: "https://gcr.io/a", src: y}]', ['registry-name 1:21']],
    [
      'the source once more',
      `${registries}- name: gcr.io/staging/`,
      ['one-source 5:3', 'registry-spelling 5:3'],
    ],
    ['no registries', 'imagesPath: x', ['manifest-schema 1:1']],
    ['an empty file', '# nothing\n', ['manifest-schema 1:1']],
    ['images in it', `${registries}images: []`, ['unknown-key 5:1']],
    ['a list twice', `${registries}registries: []`, ['duplicate-key 5:1']],
    ['registries that are no list', 'registries: {name: x}', ['manifest-schema 1:13']],
  ])('%s: the subproject', (_, manifest, places) => {
    const tree = withRegistries(manifest);
    expect(placesOf(tree)).toEqual(places);
    expect(tree.problems[0]?.touches).toEqual({ subproject: 'x' });
    expect(tree.manifests).toEqual([]);
  });

  it('two sources are both named', () => {
    const tree = withRegistries(`${registries}- {name: quay.io/staging, src: yes}\n`);
    expect(placesOf(tree)).toEqual(['one-source 5:3']);
    expect(tree.problems[0]?.message).toMatch(/gcr\.io\/staging \(line 2\) and quay\.io\/staging \(line 5\)/);
  });
});

describe('the layout', () => {
  it.each([
    [
      'images without a manifest',
      { 'images/x/images.yaml': '[]' },
      'images/x/images.yaml',
      { subproject: 'x' },
    ],
    [
      'a manifest without images',
      { 'manifests/x/promoter-manifest.yaml': registries },
      'manifests/x/promoter-manifest.yaml',
      { subproject: 'x' },
    ],
    ['another ending', { 'images/x/images.yml': '[' }, 'images/x/images.yml', {}],
    [
      'a folder too many',
      { 'manifests/x/y/promoter-manifest.yaml': '[' },
      'manifests/x/y/promoter-manifest.yaml',
      {},
    ],
    ['a folder too few', { 'images/images.yaml': '[' }, 'images/images.yaml', {}],
    ['the wrong folder', { 'manifests/x/images.yaml': '[' }, 'manifests/x/images.yaml', {}],
  ])('%s gives a warning', (_, files, file, touches) => {
    const { problems } = treeOf(files);
    expect(problems).toMatchObject([
      { severity: 'warning', where: { file: `tree/${file}`, line: 1, column: 1 } },
    ]);
    expect(problems[0]?.rule).toBe('subproject' in touches ? 'thin-tree-layout' : 'misplaced-manifest');
    expect(problems[0]?.touches).toEqual(touches);
  });

  it.each(['images/x/OWNERS', 'README.md', 'images/.git/images.yaml', 'images/x/.images.yaml'])(
    '%s is nothing to read',
    (path) => {
      expect(treeOf({ [path]: '[' })).toEqual(emptyTree);
    },
  );

  it.each([
    ['images/x/other.yaml', ['tree/images/x/other.yaml']],
    ['manifests/x/deep/generate.sh', ['tree/manifests/x/deep/generate.sh']],
    ['images/notes', ['tree/images/notes']],
    ['Makefile', []],
    ['images/README', []],
    ['images/x/.notes', []],
  ])('%s: files that nobody knows are named', (path, unknownFiles) => {
    expect(treeOf({ [path]: '[' })).toEqual({ ...emptyTree, unknownFiles });
  });

  it('an unreadable file stops its subproject only', () => {
    const tree = parseThinTree([
      { path: 'manifests/x/promoter-manifest.yaml', shownAs: 'mx', text: registries },
      { path: 'images/x/images.yaml', shownAs: 'ix', unreadable: 'permission was denied' },
    ]);
    expect(tree.problems).toEqual([
      {
        rule: 'yaml-syntax',
        severity: 'error',
        message: 'the file cannot be read: permission was denied',
        remedy: 'Make it a regular file with UTF-8 text that this program may read.',
        where: { file: 'ix', line: 1, column: 1 },
        touches: context,
      },
    ]);
  });
});

it('very many mistakes in very many files are listed up to a limit, and all counted', () => {
  const bad = `- name: tool\n  dmap:\n${Array.from({ length: 1000 }, (_, i) => `    sha256:${i}: []\n`).join('')}`;
  const files = Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`images/x${i}/images.yaml`, bad]));
  const { problems } = treeOf(files);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const counted = errors.filter(({ rule }) => rule === 'manifest-schema');
  const listed = errors.length - counted.length;
  expect(listed).toBe(limits.problemsInTree);
  expect(counted.map(({ message }) => message)).toEqual(
    Array.from(
      { length: 130 - listed / 1000 },
      () => expect.stringMatching(/^1000 problems are not listed/) as string,
    ),
  );
}, 60_000);
