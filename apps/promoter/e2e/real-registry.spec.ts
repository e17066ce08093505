import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  buildImage,
  buildLayer,
  buildMultiPlatform,
  type Image,
  noRealRegistry,
  pushImage,
  type RealRegistry,
  realRegistry,
  startDockerRegistry,
  writeTree,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCip, temporaryFolder } from './run-cip.js';

const base = buildLayer('base', { size: 300_000 });
const images = {
  app: buildImage('app', { layers: [base, buildLayer('app')] }),
  tools: buildImage('tools', { format: 'docker', layers: [base, buildLayer('tools')] }),
  platforms: buildMultiPlatform('platforms'),
  list: buildMultiPlatform('list', { format: 'docker' }),
  untagged: buildImage('untagged'),
  large: buildImage('large', { layers: [buildLayer('large', { size: 20 * 2 ** 20 })] }),
  present: buildImage('present'),
  retagged: buildImage('retagged'),
};

/** Repository below staging → images with their tags; what every destination shall have. */
const wanted: Record<string, [Image, string[]][]> = {
  app: [
    [images.app, ['v1.0.0', '1.10']],
    [images.platforms, ['v2.0.0']],
    [images.untagged, []],
  ],
  'nested/tools': [
    [images.tools, ['v3']],
    [images.list, ['v4', 'v4.0']],
  ],
  // docker-registry says of a repository without tags that it does not know it.
  'only-untagged': [[images.untagged, []]],
  large: [[images.large, ['v5']]],
  present: [[images.present, ['v6']]],
  retagged: [[images.retagged, ['v7', 'v7.1']]],
};

const dmaps = Object.fromEntries(
  Object.entries(wanted).map(([name, list]) => [
    name,
    Object.fromEntries(list.map(([image, tags]) => [image.descriptor.digest, tags])),
  ]),
);

async function skopeo(...args: string[]): Promise<Buffer> {
  const { stdout } = await promisify(execFile)('skopeo', args, { encoding: 'buffer', maxBuffer: 2 ** 26 });
  return stdout;
}

async function skopeoMissing(): Promise<string | undefined> {
  try {
    await skopeo('--version');
    return undefined;
  } catch {
    const reason = 'skopeo is not installed (apt-get install skopeo)';
    if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new Error(reason);
    process.stderr.write(`skipped: ${reason}\n`);
    return reason;
  }
}

describe('a promotion between two docker-registry processes', () => {
  let staging: RealRegistry | undefined;
  let production: RealRegistry | undefined;
  let folder: string;
  // A registry that outlives the test may hold what an earlier run promoted.
  const prefix = `cip-${process.pid}-${Date.now()}`;
  const regions = ['us', 'eu'].map((region) => `${prefix}/${region}`);

  beforeAll(async () => {
    staging = await realRegistry();
    if (!staging) return;
    production = await startDockerRegistry();
    for (const [name, list] of Object.entries(wanted)) {
      for (const [image, tags] of list)
        await pushImage(staging.host, `${prefix}/staging/${name}`, image, tags);
    }
    for (const region of regions) {
      await pushImage(production.host, `${region}/present`, images.present, ['v6']);
      await pushImage(production.host, `${region}/retagged`, images.retagged, ['v7']);
    }
    folder = await temporaryFolder();
    await writeTree(folder, {
      project: {
        source: `${staging.host}/${prefix}/staging`,
        destinations: regions.map((region) => `${production?.host}/${region}`),
        images: dmaps,
      },
    });
  }, 60_000);

  afterAll(async () => {
    await staging?.close();
    await production?.close();
  });

  const promote = async (...more: string[]): Promise<{ code: number; summary: Record<string, number> }> => {
    const args = [
      'promote',
      '--thin-manifest-dir',
      folder,
      '--format',
      'json',
      '--rps-per-host',
      '0',
      '--anonymous',
    ];
    const { code, stdout } = await runCip([...args, ...more], { timeout: 60_000 });
    return { code, ...(JSON.parse(stdout) as { summary: Record<string, number> }) };
  };

  it('brings everything, and skopeo reads the same bytes under every tag', async ({ skip }) => {
    const missing = await skopeoMissing();
    if (missing !== undefined) return skip(missing);
    if (!staging || !production) return skip(noRealRegistry);
    expect(await promote('--confirm')).toMatchObject({
      code: 0,
      summary: { promoted: 16, tagged: 2, existing: 4, blocked: 0, failed: 0 },
    });
    for (const region of regions) {
      for (const [name, list] of Object.entries(wanted)) {
        for (const [image, tags] of list) {
          const references = [...tags.map((tag) => `:${tag}`), `@${image.descriptor.digest}`];
          for (const reference of references) {
            const url = `docker://${production.host}/${region}/${name}${reference}`;
            const raw = await skopeo('inspect', '--raw', '--tls-verify=false', url);
            expect(raw.equals(image.bytes), url).toBe(true);
          }
        }
      }
    }
  });

  it('finds nothing to do the second time', async ({ skip }) => {
    if (!staging || !production) return skip(noRealRegistry);
    expect(await promote('--confirm')).toMatchObject({
      code: 0,
      summary: { planned: 0, promoted: 0, existing: 18 },
    });
  });

  it('gives images whose every layer can be pulled', async ({ skip }) => {
    const missing = await skopeoMissing();
    if (missing !== undefined) return skip(missing);
    if (!staging || !production) return skip(noRealRegistry);
    const from = `docker://${production.host}/${regions[0]}`;
    for (const reference of ['app:v2.0.0', 'nested/tools:v4', 'large:v5']) {
      const to = `dir:${await temporaryFolder()}`;
      await skopeo('copy', '--all', '--src-tls-verify=false', `${from}/${reference}`, to);
    }
  });
});
