import { expect, it } from 'vitest';
import { runCip } from './run-cip.js';

const tree = process.env['CIP_TEST_TREE'] ?? '';
const noTree = 'CIP_TEST_TREE names no thin manifest tree';

it('--strict names the one malformed digest of the Kubernetes tree, and sends nothing', async ({ skip }) => {
  if (tree === '' && process.env['CIP_REQUIRE_REAL_REGISTRY'] !== '1') return skip(noTree);
  expect(tree, noTree).not.toBe('');
  const args = ['plan', '--strict', '--thin-manifest-dir', '.'];
  const text = await runCip(args, { cwd: tree });
  expect(text.code).toBe(2);
  expect(text.stdout).toContain('images/k8s-staging-ingress-nginx/images.yaml:235');
  expect(text.stdout + text.stderr).not.toMatch(/\n\s+at /);
  const { stdout } = await runCip([...args, '--format', 'json'], { cwd: tree });
  expect(JSON.parse(stdout)).toMatchObject({
    summary: { planned: 0, blocked: 1, requests: 0 },
    items: [
      {
        kind: 'invalid-manifest',
        image: 'e2e-test-httpbin',
        where: { file: 'images/k8s-staging-ingress-nginx/images.yaml', line: 235 },
      },
    ],
  });
});
