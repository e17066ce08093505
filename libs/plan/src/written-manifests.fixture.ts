import fc from 'fast-check';
import type { Held, WrittenManifest } from './fixtures.js';

const digests = ['A', 'B', 'C', 'D'];
const tags = fc.uniqueArray(fc.constantFrom('v1', 'v2', '1.10', 'latest'), { maxLength: 3 });
const dmap = fc.dictionary(fc.constantFrom(...digests), tags, { maxKeys: 4 });
const images = fc.dictionary(fc.constantFrom('app', 'web', 'build/app'), dmap, { maxKeys: 3 });
const destinations = fc.uniqueArray(fc.constantFrom('us.example/p', 'us.example/p/build', 'eu.example/p'), {
  minLength: 1,
});
/** Up to four manifests whose registries nest, so that they may meet in a repository. */
export const writtenManifests = fc
  .array(fc.record({ source: fc.constantFrom('s.example/x', 's.example/y'), destinations, images }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) => list.map((manifest, i): WrittenManifest => ({ name: `project-${i}`, ...manifest })));
/** What some of their repositories hold. */
export const held = fc.dictionary(
  fc.constantFrom(
    'us.example/p/app',
    'us.example/p/build/app',
    'eu.example/p/web',
    's.example/x/app',
    's.example/y/web',
  ),
  fc.dictionary(fc.constantFrom(...digests), fc.constant([] as string[])),
) as fc.Arbitrary<Held>;
