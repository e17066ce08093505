import { isDigest, isRepositoryPath, isTag } from '@cip/oci';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { schemaFile, validatorFile } from './generated-code.fixture.js';
import { manifestSchemas } from './manifest-schemas.js';
import { isRegistryName } from './registry-name.js';
import { validateImages, validatePromoterManifest } from './validators.generated.js';

it.each(Object.entries(manifestSchemas))(
  'the published schema of %s is the one in use',
  async (name, schema) => {
    const text = await schemaFile(schema, import.meta.url);
    await expect(text).toMatchFileSnapshot(`../schema/${name}.schema.json`);
  },
);

it('the generated validators are those of the schemas', async () => {
  const schemas = {
    validateImages: manifestSchemas.images,
    validatePromoterManifest: manifestSchemas['promoter-manifest'],
    validatePlainManifest: manifestSchemas['plain-manifest'],
  };
  const text = await validatorFile(schemas, 'manifest-schemas.ts', import.meta.url);
  await expect(text).toMatchFileSnapshot('validators.generated.js');
});

const hex = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdefA')),
  minLength: 60,
  maxLength: 66,
});
const nearDigest = fc.tuple(fc.constantFrom('sha256:', 'sha512:', 'sha1:', ''), hex).map(([a, b]) => a + b);
const word = fc.string({ unit: fc.constantFrom(...Array.from('ab0.__--/:A ')), maxLength: 12 });
const longWord = fc.tuple(word, fc.integer({ min: 0, max: 300 })).map(([text, n]) => text + 'x'.repeat(n));
const port = fc.oneof(
  fc.integer({ min: 0, max: 99_999 }),
  fc.integer({ min: 65_500, max: 65_550 }),
  fc.constantFrom('443', '0443', '080', '4430'),
);
const nearRegistry = fc
  .tuple(
    fc.constantFrom('localhost', 'a.b-c.d', 'A.b', '[::1]', '[::A]', 'a..b', '-a', 'a_b', ''),
    port,
    fc.boolean(),
    longWord,
  )
  .map(([host, number, withPort, path]) => `${host}${withPort ? `:${number}` : ''}${path && `/${path}`}`);

it.each([
  ['digest', nearDigest, isDigest, (text: string) => validateImages([{ name: 'a', dmap: { [text]: [] } }])],
  [
    'tag',
    longWord,
    isTag,
    (text: string) => validateImages([{ name: 'a', dmap: { [`sha256:${'0'.repeat(64)}`]: [text] } }]),
  ],
  ['image', longWord, isRepositoryPath, (text: string) => validateImages([{ name: text, dmap: {} }])],
  [
    'registry',
    nearRegistry,
    isRegistryName,
    (text: string) => validatePromoterManifest({ registries: [{ name: text }] }),
  ],
])('the schema and the vocabulary of registries agree on what is a %s', (_, texts, isValid, validate) => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(validate(text)).toBe(isValid(text));
    }),
    { numRuns: 1000 },
  );
});

it.each(['sha256:' + 'a'.repeat(64), 'sha512:' + 'b'.repeat(128)])('the schema admits %s', (digest) => {
  expect(validateImages([{ name: 'a', dmap: { [digest]: ['1.10'] } }])).toBe(true);
});
