import { fileURLToPath } from 'node:url';
import { buildImage, type Contents, googleRun, noGoogleProjects } from '@cip/testing';
import { expect, it } from 'vitest';

const apps = fileURLToPath(new URL('../../../dist/apps', import.meta.url));
const promised: Contents = { web: [[buildImage('web'), ['v1']]] };
const rogue: Contents = { web: [[buildImage('rogue'), ['rogue']]] };

it('sweeps production in real projects', { timeout: 600_000 }, async ({ skip }) => {
  await using google = googleRun(apps);
  if (!google) return skip(noGoogleProjects);
  const { staging, production } = google.uniquePlaces();
  const filled = await google.fill(production, promised);
  expect(filled.code, filled.stderr + filled.stdout).toBe(0);

  const tree = await google.writeTree(staging, production, promised);
  const sweep = [
    'sweep',
    '--manifests',
    tree,
    '--deep',
    '--use-credentials',
    '--format',
    'json',
    '--grace',
    '0',
  ];
  const clean = await google.run('auditor', ...sweep);
  expect(clean.code, clean.stderr + clean.stdout).toBe(0);

  await google.fill(production.slice(0, 1), rogue);
  const drifted = await google.run('auditor', ...sweep);
  expect(drifted.code, drifted.stderr).toBe(1);
  expect(JSON.parse(drifted.stdout)).toMatchObject({ items: [{ kind: 'unexpected', tag: 'rogue' }] });
});
