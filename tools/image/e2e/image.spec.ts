import { chmod } from 'node:fs/promises';
import {
  buildImage,
  createGitRepository,
  noRealRegistry,
  noSkopeo,
  pushImage,
  type RealRegistry,
  realRegistry,
  skopeo,
  writeTree,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBaseIndex } from '../src/fixtures.js';
import { appFacts } from '../src/image-facts.js';
import { runTool } from './run-tool.js';
import { type ImageConfig, type UnpackedImage, unpackImage } from './unpacked-image.js';

const base = await buildBaseIndex('base');
const staged = buildImage('staged');

describe('images in a registry that is not ours', () => {
  let registry: RealRegistry | undefined;
  let missing: string | undefined;
  // A registry that outlives the test may hold what an earlier run pushed.
  const prefix = `cip-image-${process.pid}-${Date.now()}`;
  const at = (repository: string): string => `${registry?.host}/${prefix}/${repository}`;

  beforeAll(async () => {
    missing = await noSkopeo();
    registry = await realRegistry();
    if (!registry) {
      missing ??= noRealRegistry;
      return;
    }
    await pushImage(registry.host, `${prefix}/base`, base, ['24']);
    await pushImage(registry.host, `${prefix}/staging/web`, staged, ['v1']);
  });

  afterAll(() => registry?.close());

  /** Makes an image and pushes it; gives its digest. */
  const make = async (app: string, ...more: string[]): Promise<string> => {
    const reference = at(`${app}:v1`);
    const args = [app, '--base', at('base:24'), '--push', reference, '--anonymous', ...more];
    const { code, stdout, stderr } = await runTool(args, { env: { SOURCE_DATE_EPOCH: '1700000000' } });
    expect(code, stderr).toBe(0);
    const [, digest = ''] = stdout.trim().split('@');
    expect(stdout).toBe(`${reference}@${digest}\n`);
    return digest;
  };

  const inspect = async (image: string, ...flags: string[]): Promise<unknown> => {
    const url = `docker://${at(image)}`;
    return JSON.parse(Buffer.from(await skopeo('inspect', '--tls-verify=false', ...flags, url)).toString());
  };

  it.for([...appFacts])('the $0 is what skopeo sees', async ([app, { command, description }], { skip }) => {
    if (missing !== undefined) return skip(missing);
    const digest = await make(app);
    const seen = await inspect(`${app}:v1`, '--override-os=linux', '--override-arch=arm64');
    expect(seen).toMatchObject({ Digest: digest, Architecture: 'arm64', Os: 'linux' });
    const index = (await inspect(`${app}:v1`, '--raw')) as { manifests: { platform: object }[] };
    expect(index.manifests.map(({ platform }) => platform)).toEqual([
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
    ]);
    const flags = ['--config', '--override-os=linux', '--override-arch=amd64'];
    const { config, created, rootfs } = (await inspect(`${app}:v1`, ...flags)) as ImageConfig;
    expect(config).toMatchObject({
      User: '65532:65532',
      Entrypoint: [command],
      WorkingDir: '/manifests',
      Labels: {
        'org.opencontainers.image.title': command,
        'org.opencontainers.image.description': description,
      },
    });
    expect(config.Env).toContain('NODE_ENV=production');
    expect(created).toBe('2023-11-14T22:13:20Z');
    expect(rootfs.diff_ids).toHaveLength(4);
  });

  describe('of the promoter', () => {
    let image: UnpackedImage;
    let digest: string;

    beforeAll(async () => {
      if (missing !== undefined) return;
      digest = await make('promoter');
      image = await unpackImage(at('promoter:v1'));
    });

    it('has the same digest when it is made again, and is not replaced by another', async ({ skip }) => {
      if (missing !== undefined) return skip(missing);
      expect(await make('promoter')).toBe(digest);
      const args = ['promoter', '--base', at('base:24'), '--push', at('promoter:v1')];
      const { code, stderr } = await runTool([...args, '--label', 'another=one']);
      expect(code).toBe(1);
      expect(stderr).toContain(`promoter:v1 is taken by another image, ${digest}`);
    });

    it('has nothing but the program, its chunks and the folder for manifests in its layer', ({ skip }) => {
      if (missing !== undefined) return skip(missing);
      const isChunk = (file: string): boolean => /^\/usr\/local\/lib\/cip\/[\w-]+\.js$/.test(file);
      expect(image.paths.filter((file) => !isChunk(file))).toEqual([
        '/manifests/',
        '/usr/local/bin/cip',
        '/usr/local/lib/cip/',
      ]);
      expect(image.config.history.at(-1)?.created_by).toContain('/usr/local/bin/cip');
    });

    it('runs out of its layer', async ({ skip }) => {
      if (missing !== undefined) return skip(missing);
      const version = await image.run(['--version'], { cwd: '/' });
      expect(version).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown,
      });
      const help = await image.run(image.config.config.Cmd ?? [], { cwd: '/' });
      expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('promote') as unknown });
    });

    it('plans the manifests of a repository that belongs to somebody else', async ({ skip }) => {
      if (missing !== undefined) return skip(missing);
      await using manifests = await createGitRepository();
      await writeTree(manifests.folder, {
        shop: {
          source: at('staging'),
          destinations: [at('production')],
          images: { web: { [staged.descriptor.digest]: ['v1'] } },
        },
      });
      await manifests.commit('release web');
      await chmod(manifests.folder, 0o755);
      const args = ['plan', '--thin-manifest-dir', '.', '--revision', 'HEAD', '--format', 'json'];
      const options = { cwd: manifests.folder };
      // The repository is named to git, which then does not ask whose it is.
      for (const without of [[], ['GIT_CONFIG_COUNT']]) {
        const { code, stdout, stderr } = await image.run(args, { ...options, without });
        expect(code, stderr).toBe(0);
        expect(JSON.parse(stdout)).toMatchObject({ summary: { planned: 1 } });
      }
    });
  });
});
