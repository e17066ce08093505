import { access } from 'node:fs/promises';
import path from 'node:path';
import {
  buildImage,
  checkOut,
  commitPlanted,
  gitCheckouts,
  imagesYaml,
  type PlantedChange,
  registriesYaml,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCip, temporaryFolder } from './run-cip.js';

const old = buildImage('old').descriptor.digest;
const added = buildImage('added');
let staging: TestRegistry;
let production: TestRegistry;

beforeAll(async () => {
  [staging, production] = [await startRegistry(), await startRegistry()];
  staging.seed('staging/app', added, ['v2']);
});

afterAll(() => Promise.all([staging.close(), production.close()]));

/** A change that promotes one image more, in a tree in some folder. */
function addsImage(at: string, command?: string): Promise<PlantedChange> {
  const registries = registriesYaml({
    source: `${staging.host}/staging`,
    destinations: [`${production.host}/prod`],
  });
  const images = (digests: Record<string, string[]>) => imagesYaml({ app: digests });
  const [before, after] = [images({ [old]: [] }), images({ [old]: [], [added.descriptor.digest]: ['v2'] })];
  const plain = (text: string): string => `${registries}images:\n${text}`;
  return commitPlanted({
    at,
    before: {
      'manifests/a/promoter-manifest.yaml': registries,
      'images/a/images.yaml': before,
      'plain/manifest.yaml': plain(before),
    },
    after: { 'images/a/images.yaml': after, 'plain/manifest.yaml': plain(after) },
    folders: ['plain'],
    ...(command !== undefined && { command }),
  });
}

/** What a plan since the base would do. */
async function planned(cwd: string, args: readonly string[]): Promise<string[]> {
  const { stdout, stderr } = await runCip(['plan', ...args, '--format', 'json', '--rps-per-host', '0'], {
    cwd,
  });
  const { items } = JSON.parse(stdout || `{"items": ${JSON.stringify([stderr])}}`) as {
    items: { kind: string; digest: string }[];
  };
  return items.map(({ kind, digest }) => `${kind} ${digest}`);
}

async function expectPlanned(at: string, { base }: PlantedChange, cwd: string): Promise<void> {
  const step = `copy ${added.descriptor.digest}`;
  expect(await planned(cwd, ['--thin-manifest-dir', at, '--since', base])).toContain(step);
  expect(await planned(cwd, ['--thin-manifest-dir', at, '--revision', 'HEAD', '--since', base])).toContain(
    step,
  );
  const manifest = path.join(at, 'plain/manifest.yaml');
  expect(await planned(cwd, ['--manifest', manifest, '--since', base])).toContain(step);
}

describe.each([
  ['at the top', '.'],
  ['below the top', 'registry.k8s.io'],
])('cip plan --since, with a tree %s', (_, at) => {
  it.each(gitCheckouts)('of %s: a planted repository hides nothing', async (kind) => {
    await using change = await addsImage(at);
    await using checkout = await checkOut(change.repository, kind);
    await expectPlanned(at, change, checkout.folder);
  });

  it('a planted repository does not run its command', async () => {
    const marker = path.join(await temporaryFolder(), 'marker');
    await using change = await addsImage(at, `touch ${marker}; false`);
    await using checkout = await checkOut(change.repository, 'a clone');
    await expectPlanned(at, change, checkout.folder);
    await expect(access(marker)).rejects.toThrow();
  });
});
