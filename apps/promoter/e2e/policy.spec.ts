import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, type Subproject, type TestRegistry, treeFiles, writeFiles } from '@cip/testing';
import { expect, it } from 'vitest';
import { digest, expectSentences, other, type Pair, startPair } from './pair.js';
import { runCip } from './run-cip.js';
import { complaintsOf, reportOf } from './world.js';

const otherDigest = other.descriptor.digest;
const configuration = '.cip.yaml';

/** A subproject whose images come from staging and go below production. */
function subproject(
  { staging, production }: Pair,
  paths: readonly string[],
  images: Subproject['images'],
): Subproject {
  const destinations = paths.map((below) => `${production.host}/${below}`);
  return { source: `${staging.host}/staging`, destinations, images };
}

/** The reasons why something is not promoted, each with its rule, file and line. */
function refused(result: Parameters<typeof complaintsOf>[0]): string[] {
  return complaintsOf(result).map(
    ({ kind, reason = '', where }) => `${kind} ${reason.split(':')[0]} ${where?.file}:${where?.line}`,
  );
}

function tagsIn(registry: TestRegistry): Record<string, string[]> {
  const entries = Object.entries(registry.snapshot()).map(([name, { tags }]) => [
    name,
    Object.keys(tags).sort(),
  ]);
  return Object.fromEntries(entries) as Record<string, string[]>;
}

it('refuses what the policy forbids, two digests for one tag and a tag that is taken, and promotes all the rest', async () => {
  await using pair = await startPair();
  const { production, folder } = pair;
  production.seed('prod/moved/app', other, ['v1']);
  await writeFiles(folder, {
    ...treeFiles({
      tools: subproject(pair, ['prod/tools', 'prod/forge'], { app: { [digest]: ['v1'] } }),
      clash: subproject(pair, ['prod/clash'], {
        app: { [digest]: ['v1', 'a'] },
        other: { [otherDigest]: ['v1'] },
      }),
      moved: subproject(pair, ['prod/moved'], { app: { [digest]: ['v1', 'v2'] } }),
    }),
    'images/clash/images.yaml':
      `- name: app\n  dmap:\n    "${digest}": ["v1", "a"]\n` +
      `- name: other\n  dmap:\n    "${otherDigest}": ["v1"]\n- name: app\n  dmap:\n    "${otherDigest}": ["v1"]\n`,
    [configuration]: `rules: {subproject-prefix: error}\nproductionRegistries: ["${production.host}/prod"]
subprojects: {sound: {prefixes: [""]}, other: {prefixes: [""]}}\n`,
  });
  pair.staging.seed('staging/app', other, []);

  const result = await pair.promote();

  expect(result.code).toBe(1);
  expect(refused(result).sort()).toEqual([
    'conflict tag-conflict images/clash/images.yaml:3',
    'invalid-manifest subproject-prefix manifests/tools/promoter-manifest.yaml:5',
    'tag-moved the destination has this tag on sha256 images/moved/images.yaml:3',
  ]);
  const conflict = complaintsOf(result).find(({ kind }) => kind === 'conflict');
  expect(conflict?.reason).toContain(`${digest} (images/clash/images.yaml:3)`);
  expect(conflict?.reason).toContain(`${otherDigest} (images/clash/images.yaml:9)`);
  expect(tagsIn(production)).toEqual({
    'prod/app': ['v1'],
    'prod/other': ['v1'],
    'prod/tools/app': ['v1'],
    'prod/clash/app': ['a'],
    'prod/clash/other': ['v1'],
    'prod/moved/app': ['v1', 'v2'],
  });
  expect(production.snapshot()['prod/moved/app']?.tags['v1']).toBe(otherDigest);
});

it.each<[string, string, string, string[]]>([
  [
    'a region is missing',
    'rules: {destination-set: error}',
    'destination-set manifests/tools/promoter-manifest.yaml:4',
    [],
  ],
  [
    'a tag moves, and the digest has another',
    'rules: {moving-tag: error}',
    'moving-tag images/tools/images.yaml:3',
    ['v1.0.0'],
  ],
])('%s', async (_, rules, refusal, promoted) => {
  await using pair = await startPair();
  const { production, folder } = pair;
  await writeFiles(folder, {
    ...treeFiles({ tools: subproject(pair, ['eu/tools'], { app: { [digest]: ['latest', 'v1.0.0'] } }) }),
    [configuration]: `${rules}\nproductionRegistries: ["${production.host}/eu", "${production.host}/us"]
overrides: [{paths: ["*/sound/*", "*/other/*"], rules: {moving-tag: off}}]\n`,
  });
  const result = await pair.promote();
  expect(result.code).toBe(1);
  expect(refused(result)).toEqual([`invalid-manifest ${refusal}`]);
  const { 'prod/app': sound, 'eu/tools/app': tools = [] } = tagsIn(production);
  expect(sound).toEqual(['v1']);
  expect(tools).toEqual(promoted);
});

it('without configuration a registry listed twice is filled once, and tags that move are no mistake', async () => {
  await using pair = await startPair();
  await writeFiles(
    pair.folder,
    treeFiles({
      tools: subproject(pair, ['eu/tools', 'us/tools', 'eu/tools'], { app: { [digest]: ['latest'] } }),
    }),
  );
  const result = await pair.promote();
  expect(result.code).toBe(0);
  expect(refused(result)).toEqual([]);
  expect(tagsIn(pair.production)).toMatchObject({
    'eu/tools/app': ['latest'],
    'us/tools/app': ['latest'],
    'prod/app': ['v1'],
  });
});

it('an exception lets through what reviewers agreed to', async () => {
  await using pair = await startPair();
  const exception = 'rule: moving-tag, paths: ["images/sound/*"], image: app, tags: [v1], reason: agreed';
  await writeFile(
    path.join(pair.folder, configuration),
    `rules: {moving-tag: error}\nexceptions:\n- {${exception}, expires: 2999-12-31}\n`,
  );
  const result = await pair.promote();
  expect(refused(result)).toEqual(['invalid-manifest moving-tag images/other/images.yaml:3']);
  expect(tagsIn(pair.production)).toEqual({ 'prod/app': ['v1'] });
});

it('--policy takes the place of the file in the tree', async () => {
  await using pair = await startPair();
  await writeFile(path.join(pair.folder, configuration), 'rules: {moving-tag: error}\n');
  await mkdir(path.join(pair.folder, 'policies'));
  await writeFile(path.join(pair.folder, 'policies/lax.yaml'), '');
  expect((await pair.promote('--policy', 'policies/lax.yaml')).code).toBe(0);
  expect(tagsIn(pair.production)).toEqual({ 'prod/app': ['v1'], 'prod/other': ['v1'] });
});

it.each([
  [
    'a mistake in the configuration',
    'rules:\n  moving-tags: error\n',
    [],
    '.cip.yaml:2:3: there is no rule "moving-tags"',
  ],
  ['a configuration that is not there', '', ['--policy', 'none.yaml'], 'none.yaml: there is no such file'],
])('%s is wrong usage, and no request is sent', async (_, text, more, says) => {
  await using pair = await startPair();
  await writeFile(path.join(pair.folder, configuration), text);
  const result = await pair.promote(...more);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain(says);
  expectSentences(result);
  expect(pair.requests).toBe(0);
});

it('--strict refuses the whole tree for one refusal, and sends no request', async () => {
  await using pair = await startPair();
  await writeFile(path.join(pair.folder, configuration), 'rules: {moving-tag: error}\n');
  const result = await pair.promote('--strict');
  expect(result.code).toBe(2);
  expect(refused(result)).toHaveLength(2);
  expect(pair.requests).toBe(0);
});

it('a plan is out of date when the policy refuses what it promotes', async () => {
  await using pair = await startPair();
  expect((await pair.cip(['plan', '--thin-manifest-dir', '.', '-o', 'plan.json'])).code).toBe(0);
  await writeFile(path.join(pair.folder, configuration), 'rules: {moving-tag: error}\n');
  const result = await pair.promote('--plan', 'plan.json');
  expect(result.code).toBe(3);
  expect(tagsIn(pair.production)).toEqual({});
});

it('each revision is held against its own policy: what was refused before is asked for once it is allowed', async () => {
  await using pair = await startPair();
  const repository = await createGitRepository();
  try {
    const files = treeFiles({ tools: subproject(pair, ['eu/tools'], { app: { [digest]: ['latest'] } }) });
    await repository.write({ ...files, [configuration]: 'rules: {moving-tag: error}\n' });
    const strict = await repository.commit('strict');
    await repository.write({ [configuration]: 'rules: {moving-tag: off}\n' });
    const lax = await repository.commit('lax');
    const plan = ['plan', '--thin-manifest-dir', repository.folder, '--format', 'json'];
    expect((await pair.cip([...plan, '--revision', strict])).code).toBe(1);
    expect((await pair.cip([...plan, '--revision', lax])).code).toBe(0);
    const since = await pair.cip([...plan, '--since', strict]);
    expect(since.code).toBe(0);
    expect(reportOf(since).items).toMatchObject([{ kind: 'copy', image: 'app', tags: ['latest'] }]);
  } finally {
    await repository.remove();
  }
});

it.each([
  ['..', 'images'],
  ['../..', 'images/sound'],
  ['.', '.'],
])('paths in the configuration mean the same when the tree is %s', async (tree, below) => {
  await using pair = await startPair();
  await writeFile(
    path.join(pair.folder, configuration),
    'overrides:\n- paths: [images/sound/**]\n  rules: {moving-tag: error}\n',
  );
  const cwd = path.join(pair.folder, below);
  const args = [
    'promote',
    '--confirm',
    '--thin-manifest-dir',
    tree,
    '--format',
    'json',
    '--rps-per-host',
    '0',
  ];
  const result = await runCip(args, { cwd });
  expect(result.code).toBe(1);
  expect(tagsIn(pair.production)).toEqual({ 'prod/other': ['v1'] });
});
