import { cp } from 'node:fs/promises';
import path from 'node:path';
import { buildIndex, startCommand, startRegistry, type TestRegistry, writeFiles } from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBase, buildBaseIndex, layerOf } from '../src/fixtures.js';
import { runTool, temporaryFolder, tool } from './run-tool.js';

const base = await buildBaseIndex('base');

describe('what cannot be made', () => {
  let registry: TestRegistry;

  beforeAll(async () => {
    registry = await startRegistry();
    registry.seed('base', base, ['24', '24-slim']);
    registry.seed('base', buildIndex([]), ['nothing']);
    registry.seed('base', await buildBase('bare', { layers: [await layerOf('/usr/bin/node')] }), ['bare']);
  });

  afterAll(() => registry.close());

  const cases: {
    what: string;
    args: (host: string) => string[];
    code: number;
    says: string[];
  }[] = [
    {
      what: 'an app that is not there',
      args: () => ['promotor', '--base', 'registry.example/base:24'],
      code: 2,
      says: ['there is no app "promotor"', 'promoter, linter, auditor'],
    },
    { what: 'no app', args: () => [], code: 2, says: ["missing required argument 'app'"] },
    {
      what: 'a base that is not there',
      args: (host) => ['promoter', '--base', `${host}/base:25`],
      code: 2,
      says: ['/base:25 is not there'],
    },
    {
      what: 'a base for another platform',
      args: (host) => ['promoter', '--base', `${host}/base:24`, '--platform', 'linux/s390x'],
      code: 2,
      says: ['/base:24 is not there for linux/s390x', 'linux/amd64, linux/arm64/v8'],
    },
    {
      what: 'a base without a platform',
      args: (host) => ['promoter', '--base', `${host}/base:nothing`],
      code: 1,
      says: ['/base:nothing cannot be used: it has no image for linux'],
    },
    {
      what: 'a base without git',
      args: (host) => ['promoter', '--base', `${host}/base:bare`],
      code: 2,
      says: ['/base:bare has no git', 'The stage "base" of the Dockerfiles'],
    },
    {
      what: 'a registry that is not there',
      args: () => ['promoter', '--base', '127.0.0.1:1/base:24'],
      code: 1,
      says: ['reading the base 127.0.0.1:1/base:24: it failed', 'ECONNREFUSED'],
    },
  ];

  it.each(cases)('$what', async ({ args, code, says }) => {
    const result = await runTool(args(registry.host));
    expect(result.code, result.stderr).toBe(code);
    for (const text of says) expect(result.stderr).toContain(text);
    expect(result.stderr).not.toContain('bug');
    expect(result.stdout).toBe('');
    expect(registry.writes).toBe(0);
  });

  it('an app that is not built', async () => {
    const folder = await temporaryFolder();
    await writeFiles(folder, { 'package.json': '{"version":"1.0.0"}' });
    const elsewhere = path.join(folder, 'dist/tools/image/main.js');
    await cp(path.dirname(tool), path.dirname(elsewhere), { recursive: true });
    const args = ['promoter', '--base', `${registry.host}/base:24`];
    const { code, stderr } = await startCommand(elsewhere, args).finished;
    expect(code).toBe(2);
    expect(stderr).toContain('dist/apps/promoter/main.js: the bundle of promoter is not there');
    expect(stderr).toContain('npm run build');
  });
});

describe('without --push', () => {
  it('the digest is said, and is the same each time; nothing is written', async () => {
    await using registry = await startRegistry();
    registry.seed('base', base, ['24-slim']);
    // The tag of the Dockerfiles is the default.
    const args = ['linter', '--base', `${registry.host}/base`];
    const [first, second] = [await runTool(args), await runTool(args)];
    expect(first.stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/);
    expect(second.stdout).toBe(first.stdout);
    expect(registry.writes).toBe(0);
    const dated = await runTool(args, { env: { SOURCE_DATE_EPOCH: '1' } });
    expect(dated.stdout).not.toBe(first.stdout);
  });

  it('a base for one platform of several gives an index for that one', async () => {
    await using registry = await startRegistry();
    registry.seed('base', base, ['24']);
    const args = ['linter', '--base', `${registry.host}/base:24`, '--platform', 'linux/arm64'];
    const push = ['--push', `${registry.host}/cip-lint:v1`];
    const { code, stdout } = await runTool([...args, ...push, '--stats']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^127\.0\.0\.1:\d+\/cip-lint:v1@sha256:[0-9a-f]{64}\n$/);
    const { bytes } = registry.manifest('cip-lint', 'v1') ?? expect.fail('nothing was pushed');
    const { manifests } = JSON.parse(new TextDecoder().decode(bytes)) as { manifests: object[] };
    expect(manifests).toMatchObject([{ platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } }]);
  });
});
