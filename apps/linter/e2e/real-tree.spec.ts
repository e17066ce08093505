import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { noKubernetesTree } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { reportOf, runLint } from './run-cip-lint.js';
import { copyKubernetesTree, kubernetesTree } from './tree-folder.js';

const isRequired = process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1';
const file = 'images/k8s-staging-ingress-nginx/images.yaml';
const example = fileURLToPath(new URL('../../../docs/examples/k8s.cip.yaml', import.meta.url));

const isLeftOut = kubernetesTree === '' && !isRequired;
if (isLeftOut) it.skip(noKubernetesTree);

describe.skipIf(isLeftOut)('the Kubernetes tree', () => {
  it('has one error: the digest that is a character short', async () => {
    const result = await runLint(['.', '--format', 'json'], { cwd: kubernetesTree });
    expect(result.code).toBe(1);
    const { items, summary } = reportOf(result);
    const errors = items.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ rule: 'digest-format', file, line: 235 }]);
    expect(summary.files).toBe(142);
  });

  it('has none when that digest is mended', async () => {
    const short = await brokenDigest();
    const folder = await copyKubernetesTree(file, short, `${short}${'0'.repeat(71 - short.length)}`);
    const result = await runLint(['.', '--format', 'json'], { cwd: folder });
    expect(reportOf(result).items.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(result.code).toBe(0);
  });

  it('has that error, a source that is another one today, and no warning with the example configuration', async () => {
    expect(await countingIn(kubernetesTree)).toEqual([
      `${file} digest-format`,
      'manifests/k8s-staging-etcd/promoter-manifest.yaml source-matches-folder',
    ]);
  });

  it('has no error but the first in its form of today: two more regions, and staging in Artifact Registry', async () => {
    const folder = await treeOfToday();
    expect(await countingIn(folder)).toEqual([`${file} digest-format`]);
    await leaveOutRegion(folder, 'k8s-staging-bom');
    expect(await countingIn(folder)).toEqual([
      `${file} digest-format`,
      'manifests/k8s-staging-bom/promoter-manifest.yaml destination-set',
    ]);
  });
});

/** What the linter reports with the example configuration, but for infos. */
async function countingIn(folder: string): Promise<string[]> {
  await access(example);
  const result = await runLint(['.', '--config', example, '--format', 'json'], { cwd: folder });
  expect(result.code).toBe(1);
  const counting = reportOf(result).items.filter(({ severity }) => severity !== 'info');
  return counting.map((item) => `${item.file} ${item.rule}`);
}

const newRegions = ['europe-west3', 'europe-west10'];

/** A copy of the tree as manifests of 2026 are written: every second subproject has moved its staging registry. */
async function treeOfToday(): Promise<string> {
  const folder = await copyKubernetesTree('images/k8s-staging-bom/images.yaml', '', '');
  const names = (await readdir(path.join(folder, 'manifests'))).sort();
  for (const [i, name] of names.entries()) {
    const manifest = path.join(folder, 'manifests', name, 'promoter-manifest.yaml');
    const text = await readFile(manifest, 'utf8').catch(() => undefined);
    if (text !== undefined) await writeFile(manifest, asToday(text, name, i % 2 === 1));
  }
  return folder;
}

function asToday(text: string, name: string, hasMoved: boolean): string {
  const regions = text.replace(/^( *)- name: europe-west1-.*\n(\1 {2}.*\n)*/gm, (block) =>
    [block, ...newRegions.map((region) => block.replace('europe-west1-', `${region}-`))].join(''),
  );
  if (name === 'k8s-staging-etcd')
    return regions.replace('name: gcr.io/k8s-staging-etcd', 'name: gcr.io/etcd-development');
  const subproject = name.replace('k8s-staging-', '');
  const moved = `us-central1-docker.pkg.dev/k8s-staging-images/${subproject}`;
  return hasMoved ? regions.replace(`- name: gcr.io/${name}\n`, `- name: ${moved}\n`) : regions;
}

async function leaveOutRegion(folder: string, name: string): Promise<void> {
  const manifest = path.join(folder, 'manifests', name, 'promoter-manifest.yaml');
  const text = await readFile(manifest, 'utf8');
  await writeFile(manifest, text.replace(/^( *)- name: europe-west10-.*\n(\1 {2}.*\n)*/m, ''));
}

/** As the linter quotes the line that it stands in. */
async function brokenDigest(): Promise<string> {
  const { stdout } = await runLint([path.basename(kubernetesTree)], { cwd: path.dirname(kubernetesTree) });
  const [, digest] = /235 \| +['"]?(sha256:[0-9a-f]+)/.exec(stdout) ?? [];
  if (digest === undefined) throw new Error(`no digest in line 235 of\n${stdout}`);
  return digest;
}
