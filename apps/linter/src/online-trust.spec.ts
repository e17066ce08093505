import path from 'node:path';
import { createGitRepository, createSigningKey, type GitRepository } from '@cip/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openOnlineTrust } from './online-trust.js';
import type { LintRequest } from './request.js';

const key = createSigningKey();
let repository: GitRepository;

/** The base trusts one key, the change another one. */
beforeEach(async () => {
  repository = await createGitRepository();
  await write('then.pub', key.publicKey);
  await repository.commit('before');
  await write('now.pub', createSigningKey().publicKey);
});

afterEach(() => repository.remove());

async function write(name: string, text: string): Promise<void> {
  await repository.write({ 'tree/.cip.yaml': `trust: {keys: [${name}]}\n`, [`tree/${name}`]: text });
}

/** The names of the keys that are trusted, and what is said in the place of a trust root. */
async function trustWith(
  request: Partial<LintRequest>,
): Promise<{ keys: readonly string[]; root?: () => Promise<object> }> {
  const location = { kind: 'tree', directory: path.join(repository.folder, 'tree') } as const;
  const { keys, root } = await openOnlineTrust(location, {
    request: { mayBeStrangers: false, ...request } as LintRequest,
    signal: new AbortController().signal,
  });
  return { keys: keys.map(({ name }) => name), root };
}

const base = { revision: 'HEAD', from: '--base' } as const;

it.each<[string, Partial<LintRequest>, string[]]>([
  ['of a change is that of its base', { base, mayBeStrangers: true }, ['then.pub']],
  ['of a tree is its own', {}, ['now.pub']],
  ['of a revision is that of the revision', { revision: 'HEAD' }, ['then.pub']],
  [
    'of a tree that anybody may have written is nothing but the public Sigstore',
    { mayBeStrangers: true },
    [],
  ],
])('the trust %s', async (_, request, expected) => {
  expect((await trustWith(request)).keys).toEqual(expected);
});

it('of a base whose keys cannot be used nothing verifies, not even by the public Sigstore', async () => {
  await write('then.pub', 'no key');
  await repository.commit('broken');
  await write('now.pub', key.publicKey);
  const { keys, root } = await trustWith({ base });
  expect(keys).toEqual([]);
  expect(await root?.()).toEqual({
    missing: expect.stringMatching(/^the trust of the base cannot be used: .*then\.pub/) as string,
  });
});

it('what a tree itself trusts must be usable', async () => {
  await write('now.pub', 'no key');
  await expect(trustWith({})).rejects.toThrow(/now\.pub/);
});
