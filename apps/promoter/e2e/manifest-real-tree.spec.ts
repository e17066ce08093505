import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  buildMultiPlatform,
  createGitRepository,
  type GitRepository,
  kubernetesTree,
  noKubernetesTree,
  startRegistry,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CipResult, runCip } from './run-cip.js';

const isThere = kubernetesTree().length > 0;
if (!isThere) it.skip(noKubernetesTree);

describe.skipIf(!isThere)('the tree of the Kubernetes project', () => {
  const image = buildMultiPlatform('next');
  let repository: GitRepository;

  beforeAll(async () => {
    repository = await createGitRepository();
    const folder = path.join(repository.folder, 'registry.k8s.io');
    await cp(process.env['CIP_TEST_TREE'] ?? '', folder, { recursive: true });
    await repository.commit('as it stands');
  });
  afterAll(async () => {
    await repository.remove();
  });

  function manifest(...args: string[]): Promise<CipResult> {
    return runCip(['manifest', ...args], { cwd: repository.folder });
  }

  it('fmt changes nothing that is canonical already, and a second run nothing at all', async () => {
    const { stdout } = await manifest('fmt', 'registry.k8s.io', '--check');
    const expected = [...stdout.matchAll(/^not in canonical form: (.*)$/gm)].map(([, file = '']) => file);
    expect((await manifest('fmt', 'registry.k8s.io')).stdout).toContain(
      `${expected.length} of 142 files rewritten; 1 with`,
    );
    const changed = (await repository.git('diff', '--name-only')).split('\n');
    expect(changed.sort()).toEqual(expected.sort());
    const again = await manifest('fmt', 'registry.k8s.io');
    expect(again.stdout).toMatch(
      /\n142 files checked, nothing to rewrite; 1 with mistakes stayed as written\.\n$/,
    );
    await repository.git('checkout', '--quiet', '.');
  });

  it.each(['k8s-staging-sig-storage', 'k8s-staging-kops', 'k8s-staging-kwok', 'k8s-staging-kubernetes'])(
    'add gives %s one line for each image',
    async (subproject) => {
      await using staging = await startRegistry();
      const registries = path.join(
        repository.folder,
        `registry.k8s.io/manifests/${subproject}/promoter-manifest.yaml`,
      );
      const text = await readFile(registries, 'utf8');
      await writeFile(
        registries,
        text.replaceAll(/(name: )gcr\.io(\/k8s-staging-\S+)/g, `$1${staging.host}$2`),
      );
      await repository.commit('a source on this machine');
      const file = `registry.k8s.io/images/${subproject}/images.yaml`;
      const names = new Set(
        (await readFile(path.join(repository.folder, file), 'utf8')).match(/(?<=name: )[\w./-]+/g),
      );
      for (const name of names) staging.seed(`${subproject}/${name}`, image, ['v99.1.0']);
      const { code, stdout, stderr } = await runCip(
        ['manifest', 'add', subproject, 'registry.k8s.io', '--tag', 'v99.1.0', '--rps-per-host', '0'],
        { cwd: repository.folder },
      );
      expect([code, stderr]).toEqual([0, '']);
      expect(await repository.git('diff', '--numstat')).toBe(`${names.size}\t0\t${file}`);
      expect(stdout).toContain(`written: ${file}\n`);
      expect(stdout).toContain(
        `promotes ${names.size} tags and digests`.replace(/ 1 tags and digests/, ' 1 tag or digest'),
      );
      await repository.git('checkout', '--quiet', '.');
    },
  );

  it('init makes a subproject like another one', async () => {
    const args = ['k8s-staging-tools', 'registry.k8s.io', '--staging', 'gcr.io/k8s-staging-tools'];
    const { code, stdout } = await manifest('init', ...args, '--like', 'k8s-staging-kas-network-proxy');
    expect(code).toBe(0);
    expect(stdout).toContain('promotes from gcr.io/k8s-staging-tools to 20 registries:\n');
    const destinations = [...stdout.matchAll(/^ {2}(\S+-docker\.pkg\.dev\S*)$/gm)].map(
      ([, name = '']) => name,
    );
    expect(destinations).toHaveLength(20);
    for (const name of destinations) expect(name).toMatch(/\/k8s-artifacts-prod\/images\/tools$/);
  });

  it('find tells where an image stands, by the end of its production name', async () => {
    const { code, stdout } = await manifest(
      'find',
      'kas-network-proxy/proxy-agent:v0.0.32',
      'registry.k8s.io',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^registry\.k8s\.io\/images\/k8s-staging-kas-network-proxy\/images\.yaml:\d+ /);
  });
});
