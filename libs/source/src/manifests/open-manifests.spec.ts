import { cp, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '@cip/manifest';
import { UsageError } from '@cip/runtime';
import { createGitRepository, type GitRepository, TemporaryFolders } from '@cip/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenTrust } from './kept-trust.js';
import type { ManifestsKeeper, ManifestState } from './manifests-keeper.js';
import { type ManifestsOptions, openManifests } from './open-manifests.js';
import type { FinishedReading } from './timed-reading.js';

const digest = `sha256:${'a'.repeat(64)}` as const;
const folders = new TemporaryFolders();
const open: ManifestsKeeper[] = [];
let repository: GitRepository;
let now: number;
let finished: FinishedReading[];
let told: { readonly rules: string[]; readonly revision: string }[];

beforeEach(async () => {
  now = 1_000;
  finished = [];
  told = [];
  repository = await createGitRepository();
  await repository.git('config', 'uploadpack.allowFilter', 'true');
  await repository.write({
    'registry/manifests/a/promoter-manifest.yaml':
      'registries:\n- {name: gcr.io/staging-a, src: true}\n- name: eu.gcr.io/prod/a\n',
    'registry/images/a/images.yaml': images('v1'),
    'registry/manifests/b/promoter-manifest.yaml':
      'registries:\n- {name: gcr.io/staging-b, src: true}\n- name: eu.gcr.io/prod/b\n',
    'registry/images/b/images.yaml': images('v1'),
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const keeper of open.splice(0)) await keeper.close();
  await repository.remove();
});

afterAll(() => folders.remove());

function images(tag: string): string {
  return `- {name: tool, dmap: {"${digest}": [${tag}]}}\n`;
}

const setTag = (tag: string) => repository.write({ 'registry/images/a/images.yaml': images(tag) });
const breakFile = (text = '[') => repository.write({ 'registry/images/b/images.yaml': text });
const url = (): string => `file://${repository.folder}`;
const directory = (): string => path.join(repository.folder, 'registry');

async function opened(options: Partial<ManifestsOptions> = {}): Promise<ManifestsKeeper> {
  const keeper = await openManifests({
    location: url(),
    ...((options.location ?? url()) === url() && { path: 'registry' }),
    signal: new AbortController().signal,
    clock: () => now,
    onInvalid: (problems: readonly Problem[], revision: string) => {
      told.push({ rules: problems.map(({ rule }) => rule), revision });
    },
    onReading: (reading) => finished.push(reading),
    ...options,
  });
  open.push(keeper);
  return keeper;
}

/** A state that is as new as can be. */
function fresh(keeper: ManifestsKeeper): Promise<ManifestState> {
  now += 1_000;
  return keeper.since(now);
}

function tagsIn({ promises }: ManifestState, subproject = 'a'): string[] {
  return [...(promises.in(`eu.gcr.io/prod/${subproject}/tool`)?.tags.keys() ?? [])];
}

describe.each([
  ['a remote repository', url],
  ['a directory', directory],
])('%s', (_, where) => {
  it('is read at the start, and again when a newer state is asked for', async () => {
    const first = await repository.commit('v1');
    const keeper = await opened({ location: where() });
    expect(keeper.current).toMatchObject({ revision: first, readAt: 1_000, invalid: [] });
    expect(tagsIn(keeper.current)).toEqual(['v1']);
    await setTag('v2');
    const second = await repository.commit('v2');
    expect(await keeper.since(1_000)).toMatchObject({ revision: first });
    const state = await fresh(keeper);
    expect([state.revision, state.readAt, tagsIn(state)]).toEqual([second, 2_000, ['v2']]);
    expect(keeper.current).toBe(state);
    expect(finished.map(({ beganAt, failure }) => [beganAt, failure])).toEqual([
      [1_000, undefined],
      [2_000, undefined],
    ]);
  });

  it('keeps its promises when a change says nothing new', async () => {
    await repository.commit('v1');
    const keeper = await opened({ location: where() });
    const { promises } = keeper.current;
    await repository.write({ 'registry/images/a/images.yaml': `# A comment.\n${images('v1')}` });
    const commented = await repository.commit('comment');
    const state = await fresh(keeper);
    expect(state.revision).toBe(commented);
    expect(state.promises).toBe(promises);
  });

  it('keeps the last good state of what becomes invalid, and tells it once', async () => {
    await repository.commit('v1');
    const keeper = await opened({ location: where() });
    await breakFile();
    await setTag('v2');
    const broken = await repository.commit('broken');
    const state = await fresh(keeper);
    expect([tagsIn(state), tagsIn(state, 'b')]).toEqual([['v2'], ['v1']]);
    expect(state.invalid).toEqual([
      expect.stringMatching(/registry\/images\/b\/images\.yaml:\d+ yaml-syntax: /) as unknown,
    ]);
    await breakFile('\n\n[');
    await repository.commit('still broken');
    expect(tagsIn(await fresh(keeper), 'b')).toEqual(['v1']);
    expect(told).toEqual([{ rules: ['yaml-syntax'], revision: broken }]);
    await breakFile(images('v3'));
    await repository.commit('repaired');
    const repaired = await fresh(keeper);
    expect([tagsIn(repaired, 'b'), repaired.invalid]).toEqual([['v3'], []]);
    await breakFile();
    const again = await repository.commit('broken again');
    await fresh(keeper);
    expect(told.at(-1)).toEqual({ rules: ['yaml-syntax'], revision: again });
    expect(told).toHaveLength(2);
  });

  it('has a configuration, whose last good state counts, too', async () => {
    const configure = (text: string) => repository.write({ 'registry/.cip.yaml': text });
    const limits = ({ configuration }: ManifestState) => Object.fromEntries(configuration.registries);
    await configure('registries: {gcr.io: {rps: fast}}\n');
    const broken = await repository.commit('broken');
    const keeper = await opened({ location: where() });
    expect([limits(keeper.current), tagsIn(keeper.current)]).toEqual([{}, ['v1']]);
    expect(keeper.current.invalid).toEqual([
      expect.stringMatching(/registry\/\.cip\.yaml:1 configuration: "fast" is not a rate/) as unknown,
    ]);
    await configure('registries: {gcr.io: {rps: 5}}\n');
    await repository.commit('limits');
    const state = await fresh(keeper);
    expect([limits(state), state.invalid]).toEqual([{ 'gcr.io': { rps: 5 } }, []]);
    await configure('[');
    await repository.commit('broken again');
    const again = await fresh(keeper);
    expect([limits(again), again.invalid.length]).toEqual([{ 'gcr.io': { rps: 5 } }, 1]);
    expect(told[0]).toEqual({ rules: ['configuration'], revision: broken });
  });

  it('has trust, whose last good state counts, too', async () => {
    const configure = (text: string, key?: string) =>
      repository.write({
        'registry/.cip.yaml': text,
        ...(key !== undefined && { 'registry/keys/a.pub': key }),
      });
    const openTrust: OpenTrust = async ({ keys }, read) => {
      const texts = await Promise.all(keys.map(read));
      if (texts.includes('broken')) throw new UsageError('a.pub is not a public key', 'Correct it.');
      return { root: () => Promise.resolve({ missing: texts.join() }), keys: [] };
    };
    const trusted = async ({ trust }: ManifestState) => trust && (await trust.root());
    await repository.commit('nothing');
    const keeper = await opened({ location: where(), openTrust });
    expect(keeper.current.trust).toBeUndefined();
    await configure('trust: {keys: [keys/a.pub]}\n');
    await repository.commit('a key that is not there');
    const lacking = await fresh(keeper);
    expect([lacking.trust, lacking.invalid]).toEqual([
      undefined,
      [expect.stringMatching(/"trust" cannot be used: .*keys\/a\.pub: there is no such file/) as unknown],
    ]);
    await configure('trust: {keys: [keys/a.pub]}\n', 'first');
    await repository.commit('the key');
    const first = await fresh(keeper);
    expect([await trusted(first), first.invalid]).toEqual([{ missing: 'first' }, []]);
    await setTag('v2');
    await repository.commit('something else');
    expect((await fresh(keeper)).trust).toBe(first.trust);
    await configure('trust: {keys: [keys/a.pub]}\n', 'broken');
    const broken = await repository.commit('a broken key');
    const kept = await fresh(keeper);
    expect([kept.trust, kept.invalid.length]).toEqual([first.trust, 1]);
    expect(told.at(-1)).toEqual({ rules: ['configuration'], revision: broken });
    await configure('trust: {keys: [keys/a.pub]}\n', 'second');
    await repository.commit('another key');
    expect(await trusted(await fresh(keeper))).toEqual({ missing: 'second' });
    await configure(
      'signing: {key: x.key, publicKey: keys/a.pub, promoter: {uri: https://promoter.example}}\n',
      'own',
    );
    await repository.commit('the promoter signs');
    expect(await trusted(await fresh(keeper))).toEqual({ missing: 'own' });
  });

  it('may be partly invalid from the start: the sound rest counts', async () => {
    await breakFile();
    const broken = await repository.commit('broken');
    const keeper = await opened({ location: where() });
    expect([tagsIn(keeper.current), tagsIn(keeper.current, 'b')]).toEqual([['v1'], []]);
    expect(keeper.current.invalid).toHaveLength(1);
    expect(told).toEqual([{ rules: ['yaml-syntax'], revision: broken }]);
  });

  it('that begins with a mistake has what it hides from its history', async () => {
    await repository.commit('v1');
    await repository.write({ 'registry/images/b/images.yaml': images('v2') });
    await repository.commit('v2');
    await breakFile();
    await repository.commit('broken');
    await breakFile('\n\n[');
    await setTag('v3');
    const revision = await repository.commit('still broken');
    const keeper = await opened({ location: where() });
    const { current } = keeper;
    expect([current.revision, tagsIn(current), tagsIn(current, 'b')]).toEqual([revision, ['v3'], ['v2']]);
    expect(current.invalid).toEqual([expect.not.stringContaining('no state without it') as unknown]);
    await setTag('v4');
    await repository.commit('v4');
    const next = await fresh(keeper);
    expect([tagsIn(next), tagsIn(next, 'b')]).toEqual([['v4'], ['v2']]);
  });

  it('does not have from its history what was withdrawn before the mistake', async () => {
    await repository.commit('v1');
    const withdrawn = `- {name: other, dmap: {"${digest}": [v1]}}\n`;
    await repository.write({ 'registry/images/b/images.yaml': withdrawn });
    await repository.commit('withdrawn');
    await breakFile();
    await repository.commit('broken');
    const { current } = await opened({ location: where() });
    expect(tagsIn(current, 'b')).toEqual([]);
    expect([...(current.promises.in('eu.gcr.io/prod/b/other')?.tags.keys() ?? [])]).toEqual(['v1']);
  });

  it('says of which mistakes no earlier state is known', async () => {
    await breakFile();
    await repository.commit('broken');
    const keeper = await opened({ location: where() });
    const lost = expect.stringMatching(/images\/b\/.*\(no state without it is known\)$/) as unknown;
    expect(keeper.current.invalid).toEqual([lost]);
    await setTag('v2');
    await repository.commit('v2');
    expect((await fresh(keeper)).invalid).toEqual([lost]);
    await breakFile(images('v1'));
    await repository.commit('repaired');
    await fresh(keeper);
    await breakFile();
    await repository.commit('broken again');
    expect((await fresh(keeper)).invalid).toEqual([expect.not.stringContaining('no state') as unknown]);
  });

  it('tells again what could not be told', async () => {
    await breakFile();
    await repository.commit('broken');
    let calls = 0;
    const onInvalid = (): Promise<void> =>
      ++calls < 3 ? Promise.reject(new Error('down')) : Promise.resolve();
    const keeper = await opened({ location: where(), onInvalid });
    for (let reading = 0; reading < 4; reading++) await fresh(keeper);
    expect(calls).toBe(3);
  });

  it('that is away for a while rejects those who wait, and is tried again', async () => {
    await repository.commit('v1');
    const keeper = await opened({ location: where() });
    const before = keeper.current;
    const away = `${repository.folder}-away`;
    await rename(repository.folder, away);
    await expect(fresh(keeper)).rejects.toMatchObject({ name: 'SourceError' });
    expect(keeper.current).toBe(before);
    expect(finished.at(-1)?.failure).toBeDefined();
    await rename(away, repository.folder);
    expect(await fresh(keeper)).toMatchObject({ revision: before.revision, readAt: now });
  });

  it('is read once for all who ask at the same time', async () => {
    const revision = await repository.commit('v1');
    const keeper = await opened({ location: where() });
    now = 5_000;
    const states = await Promise.all(Array.from({ length: 100 }, () => keeper.since(4_000)));
    expect(new Set(states)).toEqual(new Set([keeper.current]));
    expect(keeper.current.revision).toBe(revision);
    expect(finished).toHaveLength(2);
  });

  it('lets a caller leave, and reads on for the others', async () => {
    await repository.commit('v1');
    const keeper = await opened({ location: where() });
    now = 2_000;
    const leave = new AbortController();
    const leaving = keeper.since(now, { signal: leave.signal });
    const staying = keeper.since(now);
    leave.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    expect(await staying).toMatchObject({ readAt: 2_000 });
  });

  it('takes a time to come for now', async () => {
    await repository.commit('v1');
    const keeper = await opened({ location: where() });
    expect(await keeper.since(9_000)).toMatchObject({ readAt: 1_000 });
  });

  it('is not read any more after the end', async () => {
    await repository.commit('v1');
    const keeper = await opened({ location: where() });
    now = 2_000;
    const refused = expect(keeper.since(now)).rejects.toThrow('closed');
    await keeper.close();
    await refused;
    await expect(fresh(keeper)).rejects.toThrow('closed');
  });
});

describe('a remote repository', () => {
  it('whose mistake is older than fifty commits is asked for more of its history', async () => {
    await repository.commit('v1');
    await breakFile();
    await repository.commit('broken');
    for (let number = 0; number < 60; number += 1) await repository.commit(`later ${number}`);
    const { current } = await opened();
    expect(tagsIn(current, 'b')).toEqual(['v1']);
  });
});

describe('a directory', () => {
  it('with a mistake that is not committed has what it hides from its revision', async () => {
    await repository.commit('v1');
    await breakFile();
    const { current } = await opened({ location: directory() });
    expect([current.revision, tagsIn(current, 'b')]).toEqual(['working tree', ['v1']]);
  });

  it.each([
    ['in a clone without history', ['clone', '--quiet', '--depth=1']],
    ['outside of Git', undefined],
  ])('%s has nothing of what a mistake hides, and says so', async (_, clone) => {
    await repository.commit('v1');
    await breakFile();
    await repository.commit('broken');
    const folder = path.join(await folders.create(), 'tree');
    if (clone) await repository.git(...clone, url(), folder);
    else await cp(directory(), path.join(folder, 'registry'), { recursive: true });
    const { current } = await opened({ location: folder, path: 'registry' });
    expect(tagsIn(current, 'b')).toEqual([]);
    expect(current.invalid).toEqual([expect.stringContaining('(no state without it is known)') as unknown]);
  });

  it('with changes that are not committed has no revision', async () => {
    const first = await repository.commit('v1');
    const keeper = await opened({ location: directory() });
    await setTag('v2');
    const changed = await fresh(keeper);
    expect([changed.revision, tagsIn(changed)]).toEqual(['working tree', ['v2']]);
    await repository.git('checkout', '--quiet', '.');
    expect(await fresh(keeper)).toMatchObject({ revision: first });
  });

  it('may lie outside of Git, and be a link that is pointed elsewhere', async () => {
    const folder = await folders.create();
    await repository.commit('v1');
    await repository.git('worktree', 'add', '--quiet', path.join(folder, 'old'));
    await setTag('v2');
    await repository.commit('v2');
    for (const name of ['new', 'old']) await rm(path.join(folder, name, '.git'), { force: true });
    await mkdir(path.join(folder, 'new'));
    await rename(directory(), path.join(folder, 'new/registry'));
    await symlink('old', path.join(folder, 'current'));
    const keeper = await opened({ location: path.join(folder, 'current'), path: 'registry' });
    expect([keeper.current.revision, tagsIn(keeper.current)]).toEqual(['working tree', ['v1']]);
    await symlink('new', path.join(folder, 'next'));
    await rename(path.join(folder, 'next'), path.join(folder, 'current'));
    expect(tagsIn(await fresh(keeper))).toEqual(['v2']);
  });
});

describe('at the start', () => {
  it.each([
    ['a directory that does not exist', { location: '/nowhere/registry' }, 'there is no such directory'],
    ['a directory with a branch', { location: '/nowhere', branch: 'main' }, 'a directory has no branch'],
    ['a repository that is not there', { location: 'file:///nowhere/at/all' }, '/nowhere/at/all'],
    ['a branch that is not there', { branch: 'other' }, 'the branch other is not there'],
    ['a path that is not there', { path: 'elsewhere' }, 'has no directory "elsewhere"'],
    [
      'a path that holds no tree',
      { path: 'registry/images' },
      'neither a directory "manifests" nor "images"',
    ],
  ])('%s is refused, and leaves nothing behind', async (_, options, reason) => {
    await repository.commit('v1');
    const temporary = await folders.create();
    vi.stubEnv('TMPDIR', temporary);
    const error: unknown = await opened(options).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ message: expect.stringContaining(reason) as unknown });
    expect(await readdir(temporary)).toEqual([]);
  });
});
