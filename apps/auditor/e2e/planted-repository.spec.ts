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
  TemporaryFolders,
  type TestRegistry,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAuditor } from './start-auditor.js';

const folders = new TemporaryFolders();
const image = buildImage('image');
let production: TestRegistry;

beforeAll(async () => {
  production = await startRegistry();
  production.seed('prod/app', image, ['v1']);
});

afterAll(async () => {
  await production.close();
  await folders.remove();
});

/** A tree that promises what production has, with a repository planted in it. */
function promises(at: string, command?: string): Promise<PlantedChange> {
  const registries = registriesYaml({ source: 'gcr.io/staging', destinations: [`${production.host}/prod`] });
  const images = imagesYaml({ app: { [image.descriptor.digest]: ['v1'] } });
  return commitPlanted({
    at,
    before: { 'manifests/a/promoter-manifest.yaml': registries, 'images/a/images.yaml': '' },
    after: { 'images/a/images.yaml': images },
    folders: ['images/a'],
    ...(command !== undefined && { command }),
  });
}

/** Sweeps a directory; the planted repository itself is the one thing that is invalid. */
async function sweep(cwd: string, at: string): Promise<readonly string[]> {
  const args = ['sweep', '--manifests', at, '--format', 'json', '--rps-per-host', '0', '--grace', '0'];
  const result = await runAuditor(args, { cwd });
  expect(result.stderr).not.toContain('this is a bug');
  const { invalid } = JSON.parse(result.stdout) as { invalid: string[] };
  return invalid;
}

describe.each([
  ['at the top', '.'],
  ['below the top', 'registry.k8s.io'],
])('cip-auditor sweep of a directory, with a tree %s', (_, at) => {
  it.each(gitCheckouts)('of %s: a planted repository is told, and not asked', async (kind) => {
    const marker = path.join(await folders.create(), 'marker');
    await using change = await promises(at, `touch ${marker}; false`);
    await using checkout = await checkOut(change.repository, kind);
    expect(await sweep(checkout.folder, at)).toContainEqual(
      expect.stringMatching(/images\/a.*Git repository/),
    );
    await expect(access(marker)).rejects.toThrow();
  });
});
