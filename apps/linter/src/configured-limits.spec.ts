import path from 'node:path';
import { createGitRepository, type GitRepository } from '@cip/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withConfiguredLimits } from './configured-limits.js';
import type { LintRequest } from './request.js';

let repository: GitRepository;

beforeEach(async () => {
  repository = await createGitRepository();
  await repository.write({ 'tree/.cip.yaml': 'registries: {gcr.io: {rps: 5}}\n' });
  await repository.commit('before');
  await repository.write({ 'tree/.cip.yaml': 'registries: {gcr.io: {rps: 0}}\n' });
});

afterEach(() => repository.remove());

/** Requests a second to gcr.io. */
async function rateWith(request: Partial<LintRequest>): Promise<number | undefined> {
  const location = { kind: 'tree', directory: path.join(repository.folder, 'tree') } as const;
  const run = {
    request: { registry: {}, mayBeStrangers: false, ...request } as LintRequest,
    signal: new AbortController().signal,
  };
  const { hosts } = await withConfiguredLimits([location], run);
  return hosts?.['gcr.io']?.requestsPerSecond;
}

const base = { revision: 'HEAD', from: '--base' } as const;

it.each<[string, Partial<LintRequest>, number | undefined]>([
  ['of a change are those of its base', { base, mayBeStrangers: true }, 5],
  ['of a tree are its own', {}, 0],
  ['of a tree that anybody may have written are the defaults', { mayBeStrangers: true }, undefined],
  ['are those of a flag', { base, registry: { requestsPerSecond: 7 } }, undefined],
])('limits %s', async (_, request, expected) => {
  expect(await rateWith(request)).toBe(expected);
});

it('those of a base that cannot be used are the defaults', async () => {
  await repository.write({ 'tree/.cip.yaml': '[' });
  await repository.commit('broken');
  expect(await rateWith({ base })).toBeUndefined();
});
