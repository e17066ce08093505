import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildImage, startRegistry, startSigstore } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { startCip } from './run-cip.js';
import { closeWorlds, createWorld, reportOf } from './signing-world.js';

/** `nx scale promoter` sets 2,000. */
const digests = Number(process.env['CIP_SCALE_SIGNED'] ?? '20');
const megabytes = 300;
const patience = digests > 100 ? 1_800_000 : 120_000;

afterAll(closeWorlds);

it(
  `signs ${digests} digests in one run: two certificates at most, and bounded memory`,
  { timeout: patience },
  async () => {
    await using sigstore = await startSigstore();
    await using registry = await startRegistry();
    const images = Array.from({ length: digests }, (_, i) =>
      buildImage(`image ${i}`, { layers: 1, layerSize: 16 }),
    );
    for (const [i, image] of images.entries()) registry.seed('prod/app', image, [`v${i}`]);
    const wanted = Object.fromEntries(images.map(({ descriptor }, i) => [descriptor.digest, [`v${i}`]]));
    const world = await createWorld([`${registry.host}/prod`], { signer: 'keyless', sigstore, wanted });
    const preload = path.join(world.folder, 'note-peak.cjs');
    const peakFile = path.join(world.folder, 'peak');
    await writeFile(
      preload,
      `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)));`,
    );
    const result = await startCip(['sign', world.folder, '--format', 'json', '--confirm'], {
      nodeOptions: ['--require', preload],
      timeout: patience,
    }).finished;
    expect(result.code, result.stderr.slice(-2000)).toBe(0);
    const { summary } = reportOf(result);
    expect(summary).toMatchObject({ signed: digests, made: 2 * digests, failed: 0 });
    expect(sigstore.counts.certificates).toBeLessThanOrEqual(2);
    const peak = Number(await readFile(peakFile, 'utf8')) / 1024;
    process.stderr.write(
      `${digests} digests: ${peak.toFixed(0)} MB, ${summary['requests'] ?? 0} requests to the registry, ${sigstore.counts.certificates} certificates\n`,
    );
    expect(peak).toBeLessThan(megabytes);
  },
);
