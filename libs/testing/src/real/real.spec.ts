import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildImage } from '../images/build-image.js';
import { pushImage } from '../images/push-image.js';
import { RealRegistryRequiredError } from './availability.js';
import { dockerRegistryAvailable, startDockerRegistry } from './docker-registry.js';
import { startFleet } from './fleet.js';
import { freePorts } from './free-ports.js';
import { noRealRegistry, realRegistry } from './real-registry.js';
import { ServiceFailedError, startService } from './service.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Collects what is written to stderr. */
function listenToStderr(): string[] {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  return written;
}

const node = process.execPath;

describe('a service', () => {
  it('is ready with the line that says so, and ends when it is stopped', async () => {
    const script = "console.log('listening on 1234'); setInterval(() => {}, 1000)";
    const { line, stop } = await startService({ program: node, args: ['-e', script], ready: /listening on/ });
    expect(line).toBe('listening on 1234');
    await stop();
  });

  it('that ends before it is ready is an error with its output', async () => {
    const script = "console.error('no such thing'); process.exit(1)";
    const failed = startService({ program: node, args: ['-e', script], ready: /listening/ });
    await expect(failed).rejects.toThrow(ServiceFailedError);
    await expect(failed).rejects.toThrow(/ended; it wrote:\nno such thing/);
  });

  it('that does not exist is an error', async () => {
    const failed = startService({ program: '/no/such/program', args: [], ready: /x/ });
    await expect(failed).rejects.toThrow(ServiceFailedError);
  });
});

describe('free ports', () => {
  it('are consecutive and can be listened on', async () => {
    const first = await freePorts(5);
    expect(first).toBeGreaterThanOrEqual(20_000);
    expect(first + 5).toBeLessThanOrEqual(32_000);
  });
});

describe('docker-registry', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'real-spec-'));
    vi.stubEnv('TMPDIR', folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes an image, and leaves nothing behind', async (context) => {
    if (!(await dockerRegistryAvailable())) return context.skip(noRealRegistry);
    const registry = await startDockerRegistry();
    await pushImage(registry.host, 'some/image', buildImage('real'), ['v1']);
    const answer = await fetch(`http://${registry.host}/v2/some/image/tags/list`);
    expect(await answer.json()).toEqual({ name: 'some/image', tags: ['v1'] });
    expect(await readdir(folder)).toHaveLength(1);
    await registry.close();
    await expect(fetch(`http://${registry.host}/v2/`)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });

  it('that does not start leaves nothing behind', async () => {
    vi.stubEnv('PATH', '/nowhere');
    await expect(startDockerRegistry()).rejects.toThrow(ServiceFailedError);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a real registry', () => {
  it('is the one that CIP_TEST_REGISTRY names', async () => {
    vi.stubEnv('CIP_TEST_REGISTRY', '127.0.0.1:1');
    await using registry = await realRegistry();
    expect(registry?.host).toBe('127.0.0.1:1');
  });

  it('that is missing is undefined, and the reason is printed', async () => {
    vi.stubEnv('CIP_TEST_REGISTRY', '');
    vi.stubEnv('CIP_REQUIRE_REAL_REGISTRY', '');
    vi.stubEnv('PATH', '/nowhere');
    const written = listenToStderr();
    expect(await realRegistry()).toBeUndefined();
    expect(written).toEqual([`left out: ${noRealRegistry}\n`]);
  });

  it('that is missing is an error where it is required', async () => {
    vi.stubEnv('CIP_TEST_REGISTRY', '');
    vi.stubEnv('CIP_REQUIRE_REAL_REGISTRY', '1');
    vi.stubEnv('PATH', '/nowhere');
    await expect(realRegistry()).rejects.toThrow(RealRegistryRequiredError);
  });
});

describe('a fleet', () => {
  it('without its sources is undefined, or an error where it is required', async () => {
    vi.stubEnv('CIP_TEST_FLEET', '');
    vi.stubEnv('CIP_REQUIRE_REAL_REGISTRY', '');
    const written = listenToStderr();
    expect(await startFleet()).toBeUndefined();
    expect(written.join('')).toContain('CIP_TEST_FLEET');
    vi.stubEnv('CIP_REQUIRE_REAL_REGISTRY', '1');
    await expect(startFleet()).rejects.toThrow(RealRegistryRequiredError);
  });
});
