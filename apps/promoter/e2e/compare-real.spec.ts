import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  buildArtifact,
  buildImage,
  buildMultiPlatform,
  noRealRegistry,
  pushImage,
  realRegistry,
} from '@cip/testing';
import { expect, it } from 'vitest';
import { runCip, temporaryFolder } from './run-cip.js';

const app = buildImage('real app');
const platforms = buildMultiPlatform('real platforms', { layers: 1 });
const sbom = buildArtifact('real sbom', { subject: app.descriptor });

it(
  'a registry that is not ours is printed, compared, and back-filled',
  { timeout: 60_000 },
  async ({ skip }) => {
    await using registry = await realRegistry();
    if (!registry) return skip(noRealRegistry);
    const base = `compare-${process.pid}`;
    const [old, fresh] = [`${registry.host}/${base}/old`, `${registry.host}/${base}/new`];
    await pushImage(registry.host, `${base}/old/app`, app, ['v1', '1.10']);
    await pushImage(registry.host, `${base}/old/app`, sbom, ['sbom']);
    await pushImage(registry.host, `${base}/old/build/tools`, platforms, ['latest']);
    await pushImage(registry.host, `${base}/new/app`, app, ['v1']);
    const csv = await runCip(['snapshot', old, '--format', 'csv', '--minimal']);
    expect(csv.code).toBe(0);
    expect(
      csv.stdout
        .split('\n')
        .filter((line) => line !== '')
        .sort(),
    ).toEqual(
      [
        `app@${app.descriptor.digest},app:1.10`,
        `app@${app.descriptor.digest},app:v1`,
        `app@${sbom.descriptor.digest},app:sbom`,
        `build/tools@${platforms.descriptor.digest},build/tools:latest`,
      ].sort(),
    );
    const folder = path.join(await temporaryFolder(), 'back-fill');
    const before = await runCip(['compare', old, fresh, '--write-manifest', folder]);
    expect(before.code).toBe(1);
    const images = await readFile(path.join(folder, 'images/back-fill/images.yaml'), 'utf8');
    expect(images).toContain(`    "${app.descriptor.digest}": ["1.10"]\n`);
    const promoted = await runCip(['promote', '--thin-manifest-dir', folder, '--confirm']);
    expect(promoted.code).toBe(0);
    const after = await runCip(['compare', old, fresh, '--level', 'blobs']);
    expect(after.stdout).toMatch(/^Yes: /m);
    expect(after.code).toBe(0);
  },
);
