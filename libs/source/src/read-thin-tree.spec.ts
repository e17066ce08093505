import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyTree, fingerprint, largestFile, type ManifestTree } from '@cip/manifest';
import { createGitRepository, type GitRepository } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readThinTree } from './read-thin-tree.js';

const registries = 'registries:\n- {name: gcr.io/staging-a, src: true}\n- name: eu.gcr.io/prod/a\n';
const digest = `sha256:${'a'.repeat(64)}`;
const images = `- name: tool\n  dmap:\n    ${digest}: [1.10]\n`;
const tree = {
  'registry/manifests/a/promoter-manifest.yaml': registries,
  'registry/images/a/images.yaml': images,
  'registry/images/a/OWNERS': 'approvers: [x]\n',
};

let repository: GitRepository;
let folder: string;

beforeEach(async () => {
  repository = await createGitRepository();
  folder = await realpath(repository.folder);
  await repository.write(tree);
});

afterEach(() => repository.remove());

function readNow(directory = 'registry'): Promise<ManifestTree> {
  return readThinTree({ directory }, { cwd: folder });
}

function readAt(revision: string, directory = 'registry'): Promise<ManifestTree> {
  return readThinTree({ directory, revision }, { cwd: folder });
}

function unreadable(result: ManifestTree): string[] {
  return result.problems.map(({ where, message }) => `${where.file}: ${message}`);
}

describe('a directory and a Git revision', () => {
  it('give the same objects, with paths relative to the working directory', async () => {
    const revision = await repository.commit('first');
    const now = await readNow();
    expect(now.manifests).toMatchObject([
      {
        name: 'a',
        source: { name: 'gcr.io/staging-a' },
        images: [{ name: 'tool', digests: [{ tags: ['1.10'] }] }],
      },
    ]);
    expect(now.manifests[0]?.images[0]?.place.file.path).toBe('registry/images/a/images.yaml');
    expect(await readAt(revision)).toEqual(now);
    expect(await readAt('main')).toEqual(now);
  });

  it('say the same about links, odd files and misplaced files', async () => {
    await repository.write({
      'registry/shared/images.txt': images,
      'registry/real/c/images.yaml': images,
      'registry/images/latin/images.yaml': new Uint8Array([0x2d, 0x20, 0xe4, 0x0a]),
      'registry/images/bom/images.yaml': `\uFEFF${images.replaceAll('\n', '\r\n')}`,
      'registry/images/deep/er/images.yaml': images,
      'registry/images/directory/images.yaml/file': 'x',
      'registry/images/.hidden/images.yaml': '[',
      'registry/images.yml': '[',
    });
    const links: Record<string, string> = {
      'b/images.yaml': '../../shared/images.txt',
      c: '../real/c',
      'out/images.yaml': '../../../elsewhere.yaml',
      'absolute/images.yaml': '/etc/hostname',
      'loop/images.yaml': 'images.yaml',
      'nothing/images.yaml': '../nothing-there',
      'folder-out': '../..',
    };
    for (const [name, target] of Object.entries(links)) {
      const link = path.join(folder, 'registry/images', name);
      await mkdir(path.dirname(link), { recursive: true });
      await symlink(target, link);
    }
    for (const name of ['b', 'c', 'bom']) {
      await repository.write({ [`registry/manifests/${name}/promoter-manifest.yaml`]: registries });
    }
    const now = await readNow();
    const revision = await repository.commit('links');
    expect(await readAt(revision)).toEqual(now);
    expect(now.manifests.map(({ name, images }) => [name, images.length])).toEqual([
      ['a', 1],
      ['b', 1],
      ['bom', 1],
      ['c', 1],
    ]);
    const errors = now.problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ touches, message }) => [touches.subproject, message])).toEqual([
      ['absolute', 'the file cannot be read: it is a link that leads out of the tree'],
      ['directory', 'the file cannot be read: it is a directory'],
      ['folder-out', 'the file cannot be read: its folder: it is a link that leads out of the tree'],
      ['latin', 'the file cannot be read: it is not UTF-8 text'],
      ['loop', 'the file cannot be read: it is a link that leads back to itself'],
      ['nothing', 'the file cannot be read: it is a link to nothing'],
      ['out', 'the file cannot be read: it is a link that leads out of the tree'],
    ]);
    const misplaced = now.problems.filter(({ rule }) => rule === 'misplaced-manifest');
    expect(misplaced.map(({ where }) => where.file)).toEqual([
      'registry/images.yml',
      'registry/images/deep/er/images.yaml',
    ]);
  });

  it('are read from a subdirectory of the repository, and through a link to it', async () => {
    await repository.commit('first');
    await symlink('registry', path.join(folder, 'link'));
    const inside = await readThinTree(
      { directory: '.', revision: 'HEAD' },
      { cwd: path.join(folder, 'registry') },
    );
    expect(inside.manifests[0]?.images[0]?.place.file.path).toBe('images/a/images.yaml');
    expect(fingerprint(await readAt('HEAD', 'link'))).toBe(fingerprint(inside));
    expect(fingerprint(await readNow('link'))).toBe(fingerprint(inside));
  });
});

describe('a revision', () => {
  it('shows the tree as it was', async () => {
    const before = await repository.commit('first');
    await repository.write({ 'registry/images/a/images.yaml': undefined });
    await repository.commit('second');
    expect((await readAt(before)).manifests[0]?.images).toHaveLength(1);
    expect((await readAt('HEAD')).manifests[0]?.images).toHaveLength(0);
  });

  it('is found by its message, whatever dots a search holds', async () => {
    await repository.commit('first');
    expect((await readAt('HEAD^{/fir..}')).manifests).toHaveLength(1);
  });

  it('from before the directory existed gives an empty tree', async () => {
    await rename(path.join(folder, 'registry'), path.join(folder, 'later'));
    const before = await repository.commit('without');
    expect(await readAt(before, 'later')).toMatchObject({ manifests: [{ name: 'a' }] });
    await rename(path.join(folder, 'later'), path.join(folder, 'registry'));
    expect(await readAt(before)).toEqual(emptyTree);
  });

  it.each([
    ['no such commit', 'registry', 'no-such-branch', 'UNKNOWN_REVISION', /no-such-branch.*fetch/],
    [
      'a commit that a shallow clone lacks',
      'registry',
      '0123456789'.repeat(4),
      'UNKNOWN_REVISION',
      /unshallow/,
    ],
    ['an option instead of a revision', 'registry', '--output=/tmp/x', 'INVALID_REVISION', /not a revision/],
    ['two dots between revisions', 'registry', 'HEAD..HEAD', 'INVALID_REVISION', /a single one is expected/],
    ['three dots after a revision', 'registry', 'HEAD...', 'INVALID_REVISION', /a single one is expected/],
    ['a commit without its parents', 'registry', 'HEAD^!', 'INVALID_REVISION', /a single one is expected/],
    ['nothing instead of a revision', 'registry', '', 'INVALID_REVISION', /not a revision/],
    ['a directory that never was', 'registrie', 'HEAD', 'NOT_FOUND', /registrie.*HEAD/],
    ['a directory with other things', 'other', 'HEAD', 'NOT_A_TREE', /manifests/],
    ['a part of a tree', 'registry/images', 'HEAD', 'PART_OF_TREE', /the tree, "registry"/],
  ])('is refused: %s', async (_, directory, revision, code, message) => {
    await repository.write({ 'other/images.yaml': images });
    await repository.commit('first');
    const failed = readAt(revision, directory);
    await expect(failed).rejects.toMatchObject({ name: 'SourceError', code });
    await expect(failed).rejects.toThrow(message);
  });

  it('needs a Git repository', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'no-repository-'));
    const failed = readThinTree({ directory: outside, revision: 'HEAD' }, { cwd: folder });
    await expect(failed).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY', location: outside });
    await rm(outside, { recursive: true });
  });

  it('is read whole when its files are many and large', async () => {
    const filler = `# ${'x'.repeat(200_000)}\n`;
    const many = Array.from({ length: 60 }, (_, i) => [`registry/images/s${i}/images.yaml`, filler + images]);
    const manifests = many.map(([name = '']) => [
      name.replace('images/', 'manifests/').replace('images.yaml', 'promoter-manifest.yaml'),
      registries,
    ]);
    await repository.write(Object.fromEntries([...many, ...manifests]) as Record<string, string>);
    const revision = await repository.commit('large');
    const read = await readAt(revision);
    expect(read).toEqual(await readNow());
    expect(read.manifests.flatMap((manifest) => manifest.images)).toHaveLength(61);
  });
});

describe('a directory', () => {
  it.each([
    ['that is not there', 'nowhere', 'NOT_FOUND', 'nowhere: there is no such directory'],
    ['that is a file', 'registry/images/a/OWNERS', 'NOT_A_DIRECTORY', 'not a directory'],
    ['below a file', 'registry/images/a/OWNERS/x', 'NOT_FOUND', 'there is no such directory'],
    ['without the two folders', '.', 'NOT_A_TREE', 'neither a directory "manifests" nor "images"'],
    ['that is one of the two folders', 'registry/images', 'PART_OF_TREE', 'the tree, "registry".'],
    ['of a subproject', 'registry/manifests/a', 'PART_OF_TREE', 'the tree, "registry".'],
  ])('%s is refused', async (_, directory, code, message) => {
    const failed = readNow(directory);
    await expect(failed).rejects.toMatchObject({ name: 'SourceError', code, location: directory });
    await expect(failed).rejects.toThrow(message);
  });

  it('called like one of the two folders, without the other beside it, is part of no tree', async () => {
    await repository.write({ 'photos/images/a/x.txt': '' });
    await expect(readNow('photos/images/a')).rejects.toMatchObject({ code: 'NOT_A_TREE' });
  });

  it('with manifests beside the two folders tells them', async () => {
    const beside = ['image/b/images.yaml', 'b/promoter-manifest.yaml', 'images.yaml'];
    const elsewhere = ['old/images/b/images.yaml', '.github/images.yaml', 'docs/notes.yaml'];
    const names = [...beside, ...elsewhere].map((name) => [`registry/${name}`, '']);
    await repository.write(Object.fromEntries(names) as Record<string, string>);
    const strays = (tree: ManifestTree): string[] =>
      tree.problems.filter(({ touches }) => touches.subproject === undefined).map(({ where }) => where.file);
    expect(strays(await readNow())).toEqual(beside.map((name) => `registry/${name}`).sort());
    expect(strays(await readAt(await repository.commit('strays')))).toHaveLength(3);
  });

  it('with a pipe in place of a file is read without waiting', async () => {
    await rm(path.join(folder, 'registry/images/a/images.yaml'));
    execFileSync('mkfifo', [path.join(folder, 'registry/images/a/images.yaml')]);
    expect(unreadable(await readNow())).toEqual([
      'registry/images/a/images.yaml: the file cannot be read: it is not a regular file',
    ]);
  });

  it('with a file that is too large gives a problem of its subproject', async () => {
    await writeFile(path.join(folder, 'registry/images/a/images.yaml'), Buffer.alloc(largestFile + 1, '#'));
    const revision = await repository.commit('large');
    const read = await readNow();
    expect(unreadable(read)).toEqual([
      'registry/images/a/images.yaml: the file cannot be read: it is larger than 8 MiB',
    ]);
    expect(read.problems[0]?.touches).toEqual({ subproject: 'a', source: 'gcr.io/staging-a' });
    expect(await readAt(revision)).toEqual(read);
  });

  it.skipIf(process.getuid?.() === 0)(
    'with an unreadable file gives a problem of its subproject',
    async () => {
      await chmod(path.join(folder, 'registry/images/a/images.yaml'), 0);
      await mkdir(path.join(folder, 'registry/images/b'), { mode: 0 });
      expect(unreadable(await readNow())).toEqual([
        'registry/images/a/images.yaml: the file cannot be read: permission was denied',
        'registry/images/b/images.yaml: the file cannot be read: permission was denied',
      ]);
    },
  );

  it('is not read after an abort', async () => {
    const reason = new Error('stop');
    const options = { cwd: folder, signal: AbortSignal.abort(reason) };
    await repository.commit('first');
    await expect(readThinTree({ directory: 'registry' }, options)).rejects.toBe(reason);
    await expect(readThinTree({ directory: 'registry', revision: 'HEAD' }, options)).rejects.toBe(reason);
  });
});
