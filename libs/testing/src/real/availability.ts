/** `CIP_REQUIRE_REAL_REGISTRY=1` is set, and a real registry is not to be had. */
export class RealRegistryRequiredError extends Error {
  readonly code = 'REAL_REGISTRY_REQUIRED';

  constructor(readonly reason: string) {
    super(`CIP_REQUIRE_REAL_REGISTRY=1 is set, but ${reason}`);
    this.name = 'RealRegistryRequiredError';
  }
}

/** Says on stderr why something is left out; throws {@link RealRegistryRequiredError} where it may not be. */
export function unavailable(reason: string): void {
  if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new RealRegistryRequiredError(reason);
  process.stderr.write(`left out: ${reason}\n`);
}
