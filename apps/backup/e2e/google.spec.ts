import { fileURLToPath } from 'node:url';
import { buildImage, buildMultiPlatform, type Contents, googleRun, noGoogleProjects } from '@cip/testing';
import { expect, it } from 'vitest';

const apps = fileURLToPath(new URL('../../../dist/apps', import.meta.url));
const contents: Contents = {
  web: [[buildImage('web'), ['v1']]],
  platforms: [[buildMultiPlatform('platforms'), ['v2']]],
};

it('takes, verifies and restores a snapshot in real projects', { timeout: 600_000 }, async ({ skip }) => {
  await using google = googleRun(apps);
  if (!google) return skip(noGoogleProjects);
  const { production, backup } = google.uniquePlaces();
  const [from = ''] = production;
  const filled = await google.fill([from], contents);
  expect(filled.code, filled.stderr + filled.stdout).toBe(0);

  for (const args of [
    ['run', '--from', from, '--to', backup, '--layout', 'incremental'],
    ['verify', 'latest', '--backup', backup, '--level', 'blobs'],
    ['restore', 'latest', '--backup', backup, '--to', `${from}-restored`, '--confirm'],
    ['run', '--from', `${from}-restored`, '--to', `${backup}-restored`, '--layout', 'incremental'],
  ]) {
    const { code, stderr, stdout } = await google.run('backup', ...args);
    expect(code, `${args.join(' ')}\n${stderr}${stdout}`).toBe(0);
  }
});
