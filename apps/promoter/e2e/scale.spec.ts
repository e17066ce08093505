import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Fleet, noFleet, startFleet } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCip, temporaryFolder } from './run-cip.js';

/** 7,500 make 250,000 steps; `nx scale promoter` sets that. */
const images = Number(process.env['CIP_SCALE_IMAGES'] ?? '20');
const isLarge = images > 1000;
const shape = process.env['CIP_TEST_TREE'] ?? '';
const megabytes = 300;
/** A process of a small plan is no smaller than Node.js and what it loads. */
const patience = isLarge ? 3_000_000 : 120_000;

let fleet: Fleet | undefined;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(
    path.join(folder, 'note-peak.cjs'),
    `process.on('exit', () => require('node:fs').writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));`,
  );
  if (shape === '') process.stderr.write('skipped: CIP_TEST_TREE names no thin manifest tree\n');
  else fleet = await startFleet({ workload: { shape, images, promoted: 0, production: 22 } });
}, patience);

afterAll(() => fleet?.close());

interface Measured {
  readonly running: ReturnType<typeof startCip>;
  /** The most memory that the process had, in megabytes; known when it has ended. */
  peak(): Promise<number>;
}

function start(command: string, ...more: string[]): Measured {
  const peakFile = path.join(folder, `peak-${command}`);
  const args = [command, '--thin-manifest-dir', fleet?.workload?.folder ?? '', '--format', 'json', ...more];
  const nodeOptions = ['--require', path.join(folder, 'note-peak.cjs')];
  const running = startCip(args, {
    cwd: folder,
    env: { PEAK_FILE: peakFile },
    nodeOptions,
    timeout: patience,
  });
  return { running, peak: async () => Number(await readFile(peakFile, 'utf8')) / 1024 };
}

async function summaryOf({ running }: Measured): Promise<Record<string, number>> {
  const { stdout } = await running.finished;
  const head = stdout.slice(0, stdout.indexOf('"items"') - 1);
  return (JSON.parse(`${head}}`) as { summary: Record<string, number> }).summary;
}

describe(`memory of ${images} images for 20 registries`, () => {
  it('a plan', { timeout: patience }, async ({ skip }) => {
    if (!fleet) return skip(noFleet);
    const plan = start('plan');
    const { planned } = await summaryOf(plan);
    expect(planned).toBeGreaterThan(images * 20);
    if (isLarge) expect(planned).toBeGreaterThanOrEqual(250_000);
    expect(await plan.peak()).toBeLessThan(megabytes);
  });

  it('a promotion that a signal ends', { timeout: patience }, async ({ skip }) => {
    if (!fleet) return skip(noFleet);
    const begun = start('promote', '--confirm', '--max-steps', '1000000');
    const writes = async (): Promise<number> => (await fleet?.stats())?.total.methods['PUT'] ?? 0;
    await expect.poll(writes, { timeout: patience, interval: 50 }).toBeGreaterThan(images);
    begun.running.kill('SIGTERM');
    const signalled = Date.now();
    const { code } = await begun.running.finished;
    expect(code).toBe(143);
    if (isLarge) expect(Date.now() - signalled).toBeLessThan(5000);
    expect(await begun.peak()).toBeLessThan(megabytes);
  });

  it('a promotion of the rest', { timeout: patience }, async ({ skip }) => {
    if (!fleet) return skip(noFleet);
    const rest = start('promote', '--confirm', '--max-steps', '1000000');
    expect(await summaryOf(rest)).toMatchObject({ planned: 0, blocked: 0, failed: 0 });
    expect(await rest.peak()).toBeLessThan(megabytes);
  });
});
