import { afterEach, expect, it, vi } from 'vitest';
import { archivedTree } from './archived-tree.js';
import { RealRegistryRequiredError } from './availability.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('the archived tree lies beside the one of today', () => {
  vi.stubEnv('CIP_TEST_TREE', '/data/registry.k8s.io');
  expect(archivedTree()).toBe('/data/k8s.gcr.io/archived');
});

it('without a tree it is undefined, or an error where it is required', () => {
  vi.stubEnv('CIP_TEST_TREE', '');
  vi.stubEnv('CIP_REQUIRE_REAL_REGISTRY', '');
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(archivedTree()).toBeUndefined();
  expect(written).toHaveBeenCalledOnce();
  vi.stubEnv('CIP_REQUIRE_REAL_REGISTRY', '1');
  expect(() => archivedTree()).toThrow(RealRegistryRequiredError);
});
