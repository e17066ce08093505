import fc from 'fast-check';

/** How many inputs each property gets. */
const runs = Number(process.env['CIP_FUZZ_RUNS'] ?? 150);

/**
 * Holds a property against many inputs; `CIP_FUZZ_RUNS` says how many. Fails, too, when one of them changes what all objects
 * inherit.
 */
export async function fuzz<T>(
  inputs: fc.Arbitrary<T>,
  property: (input: T) => void | Promise<void>,
): Promise<void> {
  const before = inherited();
  const checked = fc.asyncProperty(inputs, async (input) => {
    await property(input);
    if (inherited() !== before) throw new Error('Object.prototype was changed');
  });
  await fc.assert(checked, { numRuns: runs });
}

function inherited(): string {
  return Reflect.ownKeys(Object.prototype).map(String).join();
}
