import { readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  buildImage,
  buildMultiPlatform,
  createGitRepository,
  type GitRepository,
  type Image,
  startRegistry,
  type TestRegistry,
  writeFiles,
  writeTree,
} from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { author } from './author.js';
import { type CipResult, runCip, temporaryFolder } from './run-cip.js';

const [old, next, single] = [buildMultiPlatform('old'), buildMultiPlatform('next'), buildImage('single')];
const file = 'tree/images/k8s-staging-tools/images.yaml';

let staging: TestRegistry;
let repository: GitRepository;

/** Two images that are promoted as v1.0.0; of the next version, staging has `axe` and what is given. */
beforeEach(async () => {
  staging = await startRegistry();
  repository = await createGitRepository();
  for (const name of ['axe', 'saw']) stage(name, old, 'v1.0.0');
  stage('axe', next, 'v1.1.0');
  await writeTree(path.join(repository.folder, 'tree'), {
    'k8s-staging-tools': {
      source: `${staging.host}/tools`,
      destinations: ['us.example/prod/tools', 'eu.example/prod/tools'],
      images: {},
    },
    other: { source: 'dead.example/other', destinations: ['us.example/prod/other'], images: {} },
  });
  await writeFiles(repository.folder, { [file]: imagesText() });
  await repository.commit('tools');
  staging.resetCounts();
});

afterEach(async () => {
  await Promise.all([staging.close(), repository.remove()]);
});

function stage(name: string, image: Image, ...tags: string[]): void {
  staging.seed(`tools/${name}`, image, tags);
}

function imagesText(...more: readonly (readonly [string, Image, string])[]): string {
  const block = (name: string): string => {
    const lines = [[name, old, 'v1.0.0'] as const, ...more.filter(([image]) => image === name)];
    const entries = lines.map(([, { descriptor }, tag]) => `    "${descriptor.digest}": ["${tag}"]\n`);
    return `# All about ${name}.\n- name: ${name}\n  dmap:\n${entries.join('')}`;
  };
  return `${block('axe')}${block('saw')}# end\n`;
}

function add(args: readonly string[], cwd = repository.folder): Promise<CipResult> {
  const quick = ['--rps-per-host', '0', '--retry-deadline', '300ms'];
  return runCip(['manifest', 'add', ...args, ...quick], { cwd, env: author });
}

async function written(): Promise<string> {
  return readFile(path.join(repository.folder, file), 'utf8');
}

describe('cip manifest add', () => {
  it('adds a line for each image, prints what reviewers see, and how to commit it', async () => {
    stage('saw', next, 'v1.1.0');
    const { code, stdout, stderr } = await add(['k8s-staging-tools', 'tree', '--tag', 'v1.1.0']);
    expect([code, stderr]).toEqual([0, '']);
    expect(await written()).toBe(imagesText(['axe', next, 'v1.1.0'], ['saw', next, 'v1.1.0']));
    expect(await repository.git('diff', '--numstat')).toBe(`2\t0\t${file}`);
    expect(stdout).toContain(
      `written: ${file}\n\nThe change promotes 2 tags and digests, all to eu.example/prod/tools, us.example/prod/tools:\n`,
    );
    expect(stdout).toMatch(/axe +v1\.1\.0 +sha256:[0-9a-f]{12} .*linux\/amd64, linux\/arm64/);
    expect(stdout).toContain(
      [
        'To commit it:',
        '  git switch -c promote-k8s-staging-tools-v1.1.0',
        `  git add -- ${file}`,
        `  git commit -m 'Promote k8s-staging-tools v1.1.0' -- ${file}`,
        '',
      ].join('\n'),
    );
  });

  it('a second run changes nothing, and says so', async () => {
    const args = ['k8s-staging-tools', 'tree', '--tag', 'v1.1.0', '--image', 'axe'];
    await add(args);
    const before = await stat(path.join(repository.folder, file));
    expect(await add(args)).toMatchObject({ code: 0, stdout: `Nothing to add: ${file} has all of it.\n` });
    expect((await stat(path.join(repository.folder, file))).ino).toBe(before.ino);
  });

  it('reads the images that are named, and no list', async () => {
    const { code } = await add(['k8s-staging-tools', 'tree', '--tag', 'v1.1.0', '--image', 'axe']);
    expect(code).toBe(0);
    expect(await written()).toBe(imagesText(['axe', next, 'v1.1.0']));
    const asked = new Set(
      staging.requests.map(({ method, repository: name, kind }) => `${method} ${name} ${kind}`),
    );
    expect([...asked].sort()).toEqual([
      'GET tools/axe blob',
      'GET tools/axe manifest',
      'HEAD tools/axe manifest',
    ]);
  });

  it('adds an image that is new, and several tags of one build', async () => {
    stage('hammer', next, 'v0.1.0', '0.1.0');
    const args = ['k8s-staging-tools', 'tree', '--tag', 'v0.1.0', '--tag', '0.1.0', '--image', 'hammer'];
    expect((await add(args)).code).toBe(0);
    expect(await repository.git('diff', '--numstat')).toBe(`3\t0\t${file}`);
    expect(await written()).toContain(
      `- name: hammer\n  dmap:\n    "${next.descriptor.digest}": ["v0.1.0", "0.1.0"]\n# All about saw.\n`,
    );
  });

  it('with --skip-missing leaves out what is not there', async () => {
    const { code, stderr } = await add(['k8s-staging-tools', 'tree', '--tag', 'v1.1.0', '--skip-missing']);
    expect(code).toBe(0);
    expect(stderr).toContain(`left out: ${staging.host}/tools/saw:v1.1.0 is not there`);
    expect(await written()).toBe(imagesText(['axe', next, 'v1.1.0']));
  });

  it('with --commit makes the commit', async () => {
    const args = ['k8s-staging-tools', 'tree', '--tag', 'v1.1.0', '--image', 'axe', '--commit'];
    const { code, stdout } = await add(args);
    expect(code).toBe(0);
    const branch = 'promote-k8s-staging-tools-v1.1.0';
    const commit = await repository.git('rev-parse', branch);
    expect(stdout).toContain(`Committed as ${commit.slice(0, 12)} on the new branch ${branch}.`);
    expect(await repository.git('log', '--format=%B', `main..${branch}`)).toBe(
      `Promote k8s-staging-tools v1.1.0\n\naxe@${next.descriptor.digest} as v1.1.0\n`,
    );
    expect(await repository.git('status', '--porcelain', '--branch')).toBe(`## ${branch}`);
  });

  it('works in a plain manifest, and without the subproject where there is only one', async () => {
    const plain = `registries:\n- name: ${staging.host}/tools\n  src: true\n- name: us.example/prod/tools\nimages:\n`;
    await writeFile(path.join(repository.folder, 'plain.yaml'), plain + imagesText());
    const { code } = await add(['plain.yaml', '--tag', 'v1.1.0', '--image', 'axe']);
    expect(code).toBe(0);
    const expected = plain + imagesText(['axe', next, 'v1.1.0']);
    expect(await readFile(path.join(repository.folder, 'plain.yaml'), 'utf8')).toBe(expected);
  });

  it('finds the subproject in the working directory', async () => {
    const cwd = path.join(repository.folder, 'tree');
    const { code, stdout } = await add(['k8s-staging-tools', '--tag', 'v1.1.0', '--image', 'axe'], cwd);
    expect(code).toBe(0);
    expect(stdout).toContain('git add -- images/k8s-staging-tools/images.yaml');
  });

  it('takes one platform where that is meant', async () => {
    stage('axe', single, 'v1.2.0');
    const args = ['k8s-staging-tools', 'tree', '--tag', 'v1.2.0', '--image', 'axe'];
    expect((await add([...args, '--allow-single-platform'])).code).toBe(0);
    expect(await written()).toBe(imagesText(['axe', single, 'v1.2.0']));
  });
});

describe('writes nothing', () => {
  const tools = ['k8s-staging-tools', 'tree'];
  const axe = ['--image', 'axe'];

  it.each<[string, readonly string[], number, string, (() => void)?]>([
    ['an expected image is missing', [...tools, '--tag', 'v1.1.0'], 1, 'tools/saw:v1.1.0 is not there'],
    [
      'none is there',
      [...tools, '--tag', 'v9.9.9', '--skip-missing'],
      1,
      'Check the tag, and that the build has pushed it.',
    ],
    [
      'one platform, where the version before has more',
      [...tools, '--tag', 'v1.2.0', ...axe],
      1,
      'axe:v1.0.0 for linux/amd64, linux/arm64',
      () => {
        stage('axe', single, 'v1.2.0');
      },
    ],
    [
      'one platform, where a sibling has more',
      [...tools, '--tag', 'v1.1.0', ...axe, '--image', 'new'],
      1,
      'axe:v1.1.0 for linux/amd64, linux/arm64',
      () => {
        stage('new', single, 'v1.1.0');
      },
    ],
    [
      'the tag is on another digest',
      [...tools, '--tag', 'v1.0.0', ...axe],
      1,
      `${file}:4 gives the tag to ${old.descriptor.digest}`,
      () => {
        staging.seed('tools/axe', next, ['v1.0.0']);
      },
    ],
    ['latest', [...tools, '--tag', 'latest'], 2, 'latest: people expect such a tag to move'],
    [
      'what the policy says moves',
      [...tools, '--tag', 'nightly-1'],
      2,
      'nightly-1: people expect such a tag to move',
    ],
    ['no tag', [...tools], 2, '--tag'],
    ['no sound tag', [...tools, '--tag', 'a b'], 2, '--tag "a b"'],
    ['no sound name', [...tools, '--tag', 'v1.1.0', '--image', 'axe:v1'], 2, 'not the name of an image'],
    [
      'a misspelt subproject',
      ['k8s-staging-tool', 'tree', '--tag', 'v1.1.0'],
      2,
      'Did you mean k8s-staging-tools?',
    ],
    ['a short one', ['tools', 'tree', '--tag', 'v1.1.0'], 2, 'Did you mean k8s-staging-tools?'],
    ['no subproject', ['tree', '--tag', 'v1.1.0'], 2, 'Name one of them: k8s-staging-tools, other.'],
    ['a subproject without images', ['other', 'tree', '--tag', 'v1.1.0'], 2, 'other has no images yet'],
    [
      'an unreadable registry',
      [...tools, '--tag', 'v1.1.0', ...axe],
      1,
      '503',
      () => {
        staging.fault({ match: { kind: 'manifest', times: Infinity }, action: 'status', status: 503 });
      },
    ],
    [
      'a branch that exists',
      [...tools, '--tag', 'v1.1.0', ...axe, '--commit', '--branch', 'main'],
      2,
      'there is such a branch already',
    ],
  ])('for %s', async (_, args, exitCode, message, prepare) => {
    await writeFiles(repository.folder, { 'tree/.cip.yaml': 'movingTags: ["^nightly"]\n' });
    prepare?.();
    const { code, stdout, stderr } = await add(args);
    expect(stdout + stderr).toContain(message);
    expect(code).toBe(exitCode);
    expect(await written()).toBe(imagesText());
    expect(await repository.git('branch', '--format=%(refname:short)')).toBe('main');
  });

  it('where the linter would refuse it', async () => {
    await writeTree(path.join(repository.folder, 'tree'), {
      rival: {
        source: `${staging.host}/rival`,
        destinations: ['us.example/prod/tools'],
        images: { axe: { [single.descriptor.digest]: ['v1.1.0'] } },
      },
    });
    const { code, stderr } = await add(['k8s-staging-tools', 'tree', '--tag', 'v1.1.0', '--image', 'axe']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/nothing is added: the linter would refuse it\n(.*\n)*.*\(tag-conflict\)/);
    expect(await written()).toBe(imagesText());
  });

  it('into a file with mistakes', async () => {
    await writeFiles(repository.folder, { [file]: `${imagesText()}- nam: x\n  dmap: {}\n` });
    const { code, stderr } = await add(['k8s-staging-tools', 'tree', '--tag', 'v1.1.0', '--image', 'axe']);
    expect(code).toBe(1);
    expect(stderr).toContain('the file has mistakes, so nothing is added to it');
  });

  it('through a link that leads out of the repository', async () => {
    const outside = path.join(await temporaryFolder(), 'images.yaml');
    await writeFile(outside, imagesText());
    await rm(path.join(repository.folder, file));
    await symlink(outside, path.join(repository.folder, file));
    const { code, stderr } = await add(['k8s-staging-tools', 'tree', '--tag', 'v1.1.0', '--image', 'axe']);
    expect(code).toBe(1);
    expect(stderr).toContain('the file has mistakes, so nothing is added to it');
    expect(await readFile(outside, 'utf8')).toBe(imagesText());
    expect(staging.requests).toEqual([]);
  });
});
