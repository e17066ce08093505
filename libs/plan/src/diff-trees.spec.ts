import { type ManifestTree, parseThinTree } from '@cip/manifest';
import { describe, expect, it } from 'vitest';
import { diffTrees } from './diff-trees.js';
import { digest, tree, type WrittenManifest } from './fixtures.js';
import { spelled } from './naive-diff.fixture.js';
import type { TreeChange } from './tree-change.js';

/** The lists of a change that are not empty, with short names of digests. */
function said(change: TreeChange): object {
  const lists = Object.entries(spelled(change)).filter(([, texts]) => texts.length > 0);
  return Object.fromEntries(lists.map(([list, texts]) => [list, texts.map(shortened)]));
}

function shortened(text: string): string {
  return ['A', 'B', 'C', 'S'].reduce((short, name) => short.replaceAll(digest(name), name), text);
}

const app: WrittenManifest = {
  name: 'app',
  source: 's.example/p',
  destinations: ['eu.example/p', 'us.example/p'],
  images: { web: { A: ['v1', 'stable'], B: ['v2'] }, cli: { C: [] } },
};
const both = '[eu.example/p,us.example/p]';

describe('what a change means', () => {
  it.each<[string, WrittenManifest[], object]>([
    ['nothing', [app], {}],
    ['another folder', [{ ...app, name: 'other' }], {}],
    [
      'images split over two folders',
      [
        { ...app, images: { web: app.images['web'] ?? {} } },
        { ...app, name: 'other', images: { cli: { C: [] } } },
      ],
      {},
    ],
    [
      'registries split over two folders',
      ['eu', 'us'].map((name) => ({ ...app, name, destinations: [`${name}.example/p`] })),
      {},
    ],
    [
      'a path that moves from the image to the registry',
      [
        { ...app, images: { cli: { C: [] } } },
        {
          ...app,
          name: 'x',
          source: 's.example',
          destinations: ['eu.example', 'us.example'],
          images: { 'p/web': app.images['web'] ?? {} },
        },
      ],
      {},
    ],
    [
      'a tag that moves to a digest that is there',
      [{ ...app, images: { ...app.images, web: { A: ['v1'], B: ['v2', 'stable'] } } }],
      { added: [`app web B [stable] ${both}`], movedTags: ['app web A stable'] },
    ],
    [
      'a digest that another replaces under its tags',
      [{ ...app, images: { ...app.images, web: { C: ['v1'], B: ['v2'] } } }],
      { added: [`app web C [v1] ${both}`], movedTags: ['app web A v1'], removedDigests: ['app web A'] },
    ],
    [
      'a digest that loses all of its tags',
      [{ ...app, images: { ...app.images, web: { A: [], B: ['v2'] } } }],
      { removedTags: ['app web A stable', 'app web A v1'] },
    ],
    [
      'an image that goes',
      [{ ...app, images: { web: app.images['web'] ?? {} } }],
      { removedImages: ['app cli'] },
    ],
    ['a subproject that goes', [], { removedImages: ['app cli', 'app web'] }],
    [
      'a registry that goes, and a tag',
      [{ ...app, destinations: ['eu.example/p'], images: { ...app.images, web: { A: ['v1'], B: ['v2'] } } }],
      { removedDestinations: ['app us.example/p'], removedTags: ['app web A stable'] },
    ],
    [
      'all registries replaced',
      [{ ...app, destinations: ['asia.example/p'] }],
      {
        added: [
          'app cli C [] [asia.example/p]',
          'app web A [stable,v1] [asia.example/p]',
          'app web B [v2] [asia.example/p]',
        ],
        removedDestinations: ['app eu.example/p', 'app us.example/p'],
      },
    ],
    [
      'another source',
      [{ ...app, source: 's.example/new', images: { cli: { C: [] } } }],
      { added: [`app cli C [] ${both}`], removedImages: ['app web'] },
    ],
  ])('%s', (_, after, expected) => {
    expect(said(diffTrees(tree(app), tree(...after)))).toEqual(expected);
  });

  it('names the digest that has a moved tag, though it stands in another manifest', () => {
    const after = [
      { ...app, images: { cli: { C: [] }, web: { B: ['v2'] } } },
      { ...app, name: 'other', images: { web: { C: ['stable'] } } },
    ];
    const [moved] = diffTrees(tree(app), tree(...after)).movedTags;
    expect(moved).toMatchObject({
      from: { digest: digest('A'), place: { file: { path: 'images/app/images.yaml' } } },
      to: { digest: digest('C'), place: { file: { path: 'images/other/images.yaml' } } },
    });
  });
});

const hex = { A: 'a'.repeat(64), B: 'b'.repeat(64) };
const registries =
  'registries:\n- {name: s.example/x, src: true}\n- {name: eu.example/p}\n- {name: us.example/p}\n';
const web = `- name: web\n  dmap:\n    "sha256:${hex.A}": [v1, v2]\n    "sha256:${hex.B}": []\n`;
const cli = `- name: cli\n  dmap:\n    "sha256:${hex.A}": [v1]\n`;

function written(images: string | undefined, manifest: string | undefined = registries): ManifestTree {
  const files = { 'manifests/x/promoter-manifest.yaml': manifest, 'images/x/images.yaml': images };
  return parseThinTree(
    Object.entries(files).flatMap(([path, text]) =>
      text === undefined ? [] : [{ path, shownAs: path, text }],
    ),
  );
}

const gone = 'removedImages';
const shortA = hex.A.slice(2);

describe('a mistake in the newer tree is no removal', () => {
  it.each<[string, ManifestTree, object]>([
    ['an images file that is not YAML', written('{'), {}],
    ['a manifest that is not YAML', written(web + cli, '{'), {}],
    ['a manifest without a source', written(web + cli, registries.replace(', src: true', '')), {}],
    ['an unknown key in an image block', written(`${web}  size: 1\n${cli}`), {}],
    ['an image name in capitals', written(web.replace('web', 'Web') + cli), {}],
    ['a digest that is too short', written(web.replace(hex.A, shortA) + cli), {}],
    ['the only digest, too short', written(web + cli.replace(hex.A, shortA)), {}],
    ['a digest without tags that is too short', written(web.replace(hex.B, shortA) + cli), {}],
    ['a tag that is none', written(web.replace('v2', '"v 2"') + cli), {}],
    ['a digest that stands twice', written(`${web}    "sha256:${hex.B}": [v9]\n${cli}`), {}],
    [
      'a registry name that is none',
      written(web + cli, registries.replace('us.example/p', 'us.example/P')),
      {},
    ],
    [
      'an unknown key in a registry',
      written(web + cli, registries.replace('us.example/p', 'us.example/p, zone: a')),
      {},
    ],
    ['a mistake in one image, and another image gone', written(`${web}  size: 1\n`), { [gone]: ['x cli'] }],
    [
      'a digest too short, and another gone',
      written(`- name: web\n  dmap:\n    "sha256:${shortA}": [v1, v2]\n${cli}`),
      { removedDigests: [`x web sha256:${hex.B}`] },
    ],
    [
      'a new image with a mistake, and an image gone',
      written(`${web}- {name: new, size: 1}\n`),
      { [gone]: ['x cli'] },
    ],
    [
      'a mistake in a registry, and another registry gone',
      written(
        web + cli,
        registries.replace('us.example/p', 'us.example/p, zone: a').replace('- {name: eu.example/p}\n', ''),
      ),
      { removedDestinations: ['x eu.example/p'] },
    ],
    ['an images file that is missing, which is none', written(undefined), { [gone]: ['x cli', 'x web'] }],
  ])('%s', (_, after, expected) => {
    expect(said(diffTrees(written(web + cli), after))).toEqual(expected);
  });

  it.each<[string, string, object]>([
    ['an image name in capitals', `- name: Web\n  dmap: {}\n`, { [gone]: ['x cli'] }],
    ['an unknown key in another image', `- name: other\n  size: 1\n  dmap: {}\n`, { [gone]: ['x cli'] }],
  ])('hides nothing when the older tree had it as well: %s', (_, mistake, expected) => {
    expect(said(diffTrees(written(web + cli + mistake), written(web + mistake)))).toEqual(expected);
  });

  it('in the older tree: what is sound now is added', () => {
    expect(said(diffTrees(written(`${web}  size: 1\n${cli}`), written(web + cli)))).toEqual({
      added: [
        `x web sha256:${hex.A} [v1,v2] [eu.example/p,us.example/p]`,
        `x web sha256:${hex.B} [] [eu.example/p,us.example/p]`,
      ],
    });
  });
});

describe('a tag of a sha512 digest, which no registry can hold', () => {
  const long = (tags: string): ManifestTree => written(`${web}    "sha512:${'c'.repeat(128)}": [${tags}]\n`);

  it.each<[string, ManifestTree, ManifestTree]>([
    ['is not added', written(web), long('v9')],
    ['is not removed', long('v9'), written(web)],
    ['does not remove the digest that gets it', long(''), long('v9')],
  ])('%s', (_, before, after) => {
    expect(said(diffTrees(before, after))).toEqual({});
  });
});

describe('registries that changed', () => {
  it.each<[string, string, string[]]>([
    [
      'other order and style',
      'registries: # all\n- name: us.example/p\n- name: s.example/x\n  src: yes\n- name: eu.example/p\n',
      [],
    ],
    [
      'a service account',
      registries.replace('us.example/p', 'us.example/p, service-account: a@b.example'),
      ['x'],
    ],
    ['a source', registries.replace('s.example/x', 's.example/y'), ['x']],
    ['a destination', `${registries}- {name: asia.example/p}\n`, ['x']],
    ['nothing that can be read', '{', []],
  ])('%s', (_, manifest, expected) => {
    const change = diffTrees(written(web), written(web, manifest));
    expect(change.registries.map(({ after }) => after?.name)).toEqual(expected);
    expect(change.editedImages).toEqual([]);
  });

  it('of a manifest that is new, or gone', () => {
    const empty = parseThinTree([]);
    expect(diffTrees(empty, written(web)).registries).toMatchObject([{ after: { name: 'x' } }]);
    expect(diffTrees(written(web), empty).registries).toMatchObject([{ before: { name: 'x' } }]);
  });
});
