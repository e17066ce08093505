import { dockerRegistryAvailable, noRealRegistry, RealRegistryRequiredError } from '@cip/testing';

/**
 * Why there is no docker-registry, for `ctx.skip`; undefined when there is one. `CIP_REQUIRE_REAL_REGISTRY=1` makes that a
 * `RealRegistryRequiredError`.
 */
export async function noDockerRegistry(): Promise<string | undefined> {
  if (await dockerRegistryAvailable()) return undefined;
  if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new RealRegistryRequiredError(noRealRegistry);
  return noRealRegistry;
}
