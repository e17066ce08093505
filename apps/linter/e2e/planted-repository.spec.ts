import { access } from 'node:fs/promises';
import path from 'node:path';
import {
  checkOut,
  commitPlanted,
  type GitCheckout,
  gitCheckouts,
  imagesYaml,
  type PlantedChange,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { digests, images, registries, sound, textsOf } from './marked-tree.js';
import { reportOf, runLint, temporaryFolder } from './run-cip-lint.js';

const { a, b } = digests;
const before = { ...textsOf(sound), [images]: imagesYaml({ tool: { [a]: ['v1.0.0'] } }) };
const moved = { ...textsOf(sound), [images]: imagesYaml({ tool: { [a]: ['v0.9.0'], [b]: ['v1.0.0'] } }) };
const plain = (digest: string): string =>
  `${sound[registries] ?? ''}images:\n- {name: tool, dmap: {"${digest}": [v1.0.0]}}\n`;

/** A pull request that moves a tag, in a tree in some folder. */
function movesTag(at: string, command?: string): Promise<PlantedChange> {
  return commitPlanted({
    at,
    before: { ...before, 'plain/manifest.yaml': plain(a), '.cip.yaml': '' },
    after: { ...moved, 'plain/manifest.yaml': plain(b) },
    folders: ['plain'],
    ...(command !== undefined && { command }),
  });
}

const commands: readonly [
  name: string,
  args: (at: string, base: string) => string[],
  env?: (base: string) => Record<string, string>,
][] = [
  ['--base', (at, base) => [at, '--base', base]],
  ["Prow's variables", (at) => [at], (base) => ({ JOB_TYPE: 'presubmit', PULL_BASE_SHA: base })],
  ['a plain manifest', (at, base) => [path.join(at, 'plain/manifest.yaml'), '--base', base]],
  [
    'a configuration beside a plain manifest',
    (at, base) => [at, '--base', base, '--config', path.join(at, 'plain/cip.yaml')],
  ],
];

// What a partial clone has not fetched cannot be compared, and nothing is fetched for a pull request.
const told = (kind: GitCheckout): RegExp => (kind === 'a partial clone' ? /base-unreadable/ : /tag-moved/);

/** Runs all commands on a checkout of the attack; each must tell what was moved. */
async function expectTold(at: string, { repository, base }: PlantedChange, kind: GitCheckout): Promise<void> {
  await using checkout = await checkOut(repository, kind);
  await checkout.write({ [path.join(at, 'plain/cip.yaml')]: 'rules: {moving-tag: off}\n' });
  for (const [name, args, env] of commands) {
    const result = await runLint([...args(at, base), '--format', 'json'], {
      cwd: checkout.folder,
      ...(env && { env: env(base) }),
    });
    const rules = reportOf(result).items.map(({ rule }) => rule);
    expect([name, result.code, rules.join()]).toEqual([name, 1, expect.stringMatching(told(kind))]);
  }
}

describe.each([
  ['at the top', '.'],
  ['below the top', 'registry.k8s.io'],
])('a tree %s', (_, at) => {
  it.each(gitCheckouts)('of %s: a planted repository hides no moved tag', async (kind) => {
    await using change = await movesTag(at);
    await expectTold(at, change, kind);
  });

  it('a planted repository does not run its command', async () => {
    const marker = path.join(await temporaryFolder(), 'marker');
    await using change = await movesTag(at, `touch ${marker}; false`);
    await expectTold(at, change, 'a clone');
    await expect(access(marker)).rejects.toThrow();
  });
});
