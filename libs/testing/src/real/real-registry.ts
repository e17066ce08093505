import { RealRegistryRequiredError, unavailable } from './availability.js';
import { dockerRegistryAvailable, type RealRegistry, startDockerRegistry } from './docker-registry.js';

/** What {@link realRegistry} says when it gives nothing; for `ctx.skip`. */
export const noRealRegistry =
  'docker-registry is not installed and CIP_TEST_REGISTRY names no registry (apt-get install docker-registry)';

/**
 * A registry that is not ours: the one that `CIP_TEST_REGISTRY` (`host:port`) names, which may hold other content
 * and is left running, or a new `docker-registry`. Undefined when there is none, with the reason on stderr;
 * `CIP_REQUIRE_REAL_REGISTRY=1` makes that a `RealRegistryRequiredError`.
 */
export async function realRegistry(): Promise<RealRegistry | undefined> {
  const host = process.env['CIP_TEST_REGISTRY'] ?? '';
  if (host !== '') {
    const close = (): Promise<void> => Promise.resolve();
    return { host, close, [Symbol.asyncDispose]: close };
  }
  if (await dockerRegistryAvailable()) return startDockerRegistry();
  unavailable(noRealRegistry);
  return undefined;
}

/**
 * Why there is no docker-registry, for `ctx.skip`; undefined when there is one. `CIP_REQUIRE_REAL_REGISTRY=1` makes that a
 * {@link RealRegistryRequiredError}.
 */
export async function noDockerRegistry(): Promise<string | undefined> {
  if (await dockerRegistryAvailable()) return undefined;
  if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new RealRegistryRequiredError(noRealRegistry);
  return noRealRegistry;
}
