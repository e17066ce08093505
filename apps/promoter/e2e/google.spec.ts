import { fileURLToPath } from 'node:url';
import { buildImage, buildMultiPlatform, type Contents, googleRun, noGoogleProjects } from '@cip/testing';
import { expect, it } from 'vitest';

const apps = fileURLToPath(new URL('../../../dist/apps', import.meta.url));
const contents: Contents = {
  web: [[buildImage('web'), ['v1', 'v1.0']]],
  platforms: [[buildMultiPlatform('platforms'), ['v2']]],
};

it('promotes from staging to production in real projects', { timeout: 600_000 }, async ({ skip }) => {
  await using google = googleRun(apps);
  if (!google) return skip(noGoogleProjects);
  const { staging, production } = google.uniquePlaces();
  const staged = await google.fill([staging], contents);
  expect(staged.code, staged.stderr + staged.stdout).toBe(0);

  const tree = await google.writeTree(staging, production, contents);
  const promote = ['promote', '--thin-manifest-dir', tree, '--confirm'];
  const promoted = await google.run('promoter', ...promote);
  expect(promoted.code, promoted.stderr + promoted.stdout).toBe(0);
  const again = await google.run('promoter', ...promote);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stdout).toContain('Nothing to do');
  const status = await google.run(
    'promoter',
    'status',
    'web:v1',
    '--thin-manifest-dir',
    tree,
    '--use-credentials',
  );
  expect(status.code, status.stdout).toBe(0);
});
