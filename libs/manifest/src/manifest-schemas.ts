import type { JsonSchema } from './json-schema.js';
import { provenanceSchema } from './provenance/provenance-schema.js';

/** Spellings of booleans in YAML 1.1, which earlier tools read. */
export const yamlBooleans = {
  true: spellings('y', 'yes', 'true', 'on'),
  false: spellings('n', 'no', 'false', 'off'),
} as const;

function spellings(...words: readonly string[]): readonly string[] {
  const all = words.flatMap((word) => [
    word,
    word.charAt(0).toUpperCase() + word.slice(1),
    word.toUpperCase(),
  ]);
  return [...new Set(all)];
}

// The same languages as isDigest, isTag, isRepositoryPath and isRegistryName; a spec holds them together.
const digest = '^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$';
const tag = '^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$';
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repositoryPath = `(?=.{1,255}$)${component}(?:/${component})*$`;
// The parser takes the slash at the end off.
const registryPath = `(?=.{1,255}/?$)${component}(?:/${component})*/?$`;
// One spelling for one registry: names are compared as they are written.
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const port =
  ':(?!443(?:$|/))(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
const address = '(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}';
// What ends in a number is an address for the URL standard, in many spellings; Docker's registry has many names.
const otherName = `(?!(?:index|registry-1)\\.docker\\.io(?:[:/]|$))(?!(?:[^:/]*\\.)?(?:[0-9]+|0x[0-9a-f]*)(?:[:/]|$))`;
const name = `(?:${address}(?=[:/]|$)|${otherName}${label}(?:\\.${label})*)`;
const host = `(?:${name}|\\[[0-9a-f:.]+\\])(?:${port})?`;

const imageList: JsonSchema = {
  description: 'The images to promote, with their digests and tags.',
  type: 'array',
  items: {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: {
        description: 'The path of the image below the source and below each destination.',
        type: 'string',
        pattern: `^${repositoryPath}`,
      },
      dmap: {
        description: 'Digests, each with the tags that it gets. An empty list promotes the digest alone.',
        type: ['object', 'null'],
        propertyNames: { pattern: digest },
        additionalProperties: {
          type: ['array', 'null'],
          // Editors see an unquoted 1.10 as a number; it is read as the text 1.10.
          items: { type: ['string', 'number'], pattern: tag },
        },
      },
    },
  },
};

const registryList: JsonSchema = {
  description: 'One source, and the destinations.',
  type: 'array',
  items: {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: {
        description: 'Host with an optional port and path. Images lie below it.',
        type: 'string',
        pattern: `^${host}(?:/?$|/${registryPath})`,
      },
      src: {
        description: 'True for the registry that images are promoted from.',
        enum: [true, false, null, ...yamlBooleans.true, ...yamlBooleans.false],
      },
      'service-account': {
        description: 'The Google service account to act as when writing to the registry.',
        type: ['string', 'null'],
        // It becomes a part of an address.
        pattern: '^(?:[A-Za-z0-9][A-Za-z0-9._-]*(?:@[A-Za-z0-9][A-Za-z0-9.-]*)?)?$',
      },
    },
  },
};

const imagesPath: JsonSchema = { description: 'Allowed for the sake of old files, and ignored.' };

/** What may stand in the files of promoter manifests. The same schemas are published for editors in `schema/`. */
export const manifestSchemas = {
  images: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'images.yaml of a thin manifest tree',
    ...imageList,
  },
  'promoter-manifest': {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'promoter-manifest.yaml of a thin manifest tree',
    type: 'object',
    required: ['registries'],
    additionalProperties: false,
    properties: { registries: registryList, provenance: provenanceSchema, imagesPath },
  },
  'plain-manifest': {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Plain promoter manifest',
    type: 'object',
    required: ['registries', 'images'],
    additionalProperties: false,
    properties: {
      registries: registryList,
      provenance: provenanceSchema,
      images: { ...imageList, type: ['array', 'null'] },
      imagesPath,
    },
  },
} as const satisfies Record<string, JsonSchema>;

/** Which of the three kinds of file: the key of its schema. */
export type ManifestKind = keyof typeof manifestSchemas;
