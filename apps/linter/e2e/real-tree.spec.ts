import { access } from 'node:fs/promises';
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

  it('has that error and no warning with the example configuration', async () => {
    await access(example);
    const result = await runLint(['.', '--config', example, '--format', 'json'], { cwd: kubernetesTree });
    expect(result.code).toBe(1);
    const { items, summary } = reportOf(result);
    expect(summary).toMatchObject({ errors: 1, warnings: 0 });
    const counting = items.filter(({ severity }) => severity !== 'info');
    expect(counting).toMatchObject([{ rule: 'digest-format', file, line: 235 }]);
  });
});

/** As the linter quotes the line that it stands in. */
async function brokenDigest(): Promise<string> {
  const { stdout } = await runLint([path.basename(kubernetesTree)], { cwd: path.dirname(kubernetesTree) });
  const [, digest] = /235 \| +['"]?(sha256:[0-9a-f]+)/.exec(stdout) ?? [];
  if (digest === undefined) throw new Error(`no digest in line 235 of\n${stdout}`);
  return digest;
}
