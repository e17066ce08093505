import path from 'node:path';
import { writeTree } from '@cip/testing';
import { expect, it } from 'vitest';
import { type CipResult, runCip, temporaryFolder } from './run-cip.js';

const [one, two] = ['1234', '12ff'].map((start) => `sha256:${start.padEnd(64, '0')}`) as [string, string];

async function find(...args: string[]): Promise<CipResult> {
  const cwd = await temporaryFolder();
  await writeTree(path.join(cwd, 'tree'), {
    tools: {
      source: 's.example/tools',
      destinations: ['us.example/prod', 'eu.example/prod'],
      images: { 'deep/hammer': { [one]: ['v1.0.0'], [two]: ['v1.1.0'] } },
    },
  });
  return runCip(['manifest', 'find', ...args], { cwd });
}

it.each([
  ['an image', 'hammer', [3, 4]],
  ['an image with a tag', 'hammer:v1.1.0', [4]],
  ['a tag', 'v1.0.0', [3]],
  ['the beginning of a digest', 'sha256:1234', [3]],
  ['a repository', 'eu.example/prod/deep/hammer', [3, 4]],
])('finds %s', async (_, asked, lines) => {
  const { code, stdout, stderr } = await find(asked, 'tree');
  expect([code, stderr]).toEqual([0, '']);
  const places = [...stdout.matchAll(/^tree\/images\/tools\/images\.yaml:(\d+) .*deep\/hammer/gm)];
  expect(places.map(([, line]) => Number(line))).toEqual(lines);
  expect(stdout).toContain('tools promotes from s.example/tools to 2 registries:\n  eu.example/prod\n');
});

it('tells programs', async () => {
  const { code, stdout } = await find('v1.0.0', 'tree', '--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    command: 'manifest find',
    summary: { subprojects: 1, images: 1, digests: 1 },
    items: [{ image: 'deep/hammer', digest: one, where: { file: 'tree/images/tools/images.yaml', line: 3 } }],
  });
});

it.each([
  ['a misspelt image', 'hamner', 1, 'no manifest has it. Did you mean deep/hammer?'],
  ['a misspelt tag', 'v1.1.9', 1, 'Did you mean v1.1.0?'],
  ['such tag', 'hammer:v1.0.1', 1, 'Did you mean hammer:v1.0.0?'],
  ['what is nowhere', 'kube-apiserver', 1, 'Summary: kube-apiserver: no manifest has it.\n'],
  ['the beginning of several digests', 'sha256:12', 2, `sha256:12: 2 digests begin so`],
])('says that there is no %s', async (_, asked, exitCode, message) => {
  const { code, stdout, stderr } = await find(asked, 'tree');
  expect(code).toBe(exitCode);
  expect(stdout + stderr).toContain(message);
});
