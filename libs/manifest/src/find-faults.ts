import type { ErrorObject, ValidateFunction } from 'ajv';
import type { ManifestKind } from './manifest-schemas.js';
import { type DuplicateKey, plainValue } from './plain-value.js';
import { validateImages, validatePlainManifest, validatePromoterManifest } from './validators.generated.js';
import type { YamlNode } from './yaml-node.js';

/**
 * One deviation of a file from its schema. `path` leads from the root to the value, or to the key where the key is
 * at fault; indexes of lists are steps of it too. `form`: a digest, tag or name that does not look like one.
 */
export type Fault =
  | { readonly kind: 'unknown-key' | 'missing-key' | 'form' | 'boolean'; readonly path: readonly string[] }
  | {
      readonly kind: 'type';
      readonly path: readonly string[];
      readonly expected: 'list' | 'mapping' | 'text';
    }
  | ({ readonly kind: 'duplicate-key' } & DuplicateKey);

const validators: Readonly<Record<ManifestKind, ValidateFunction>> = {
  images: validateImages,
  'promoter-manifest': validatePromoterManifest,
  'plain-manifest': validatePlainManifest,
};

/** Everything that is wrong with the shape of a file, and with the form of its digests, tags and names. */
export function findFaults(root: YamlNode, kind: ManifestKind): Fault[] {
  const duplicates: DuplicateKey[] = [];
  const validate = validators[kind];
  const errors = validate(plainValue(root, duplicates)) ? [] : (validate.errors ?? []);
  validate.errors = null;
  return [
    ...duplicates.map((duplicate): Fault => ({ kind: 'duplicate-key', ...duplicate })),
    ...errors.flatMap(faultOf),
  ];
}

function faultOf(error: ErrorObject): Fault[] {
  const path = stepsOf(error.instancePath);
  const parameters = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties':
      return [{ kind: 'unknown-key', path: [...path, String(parameters['additionalProperty'])] }];
    case 'required':
      return [{ kind: 'missing-key', path: [...path, String(parameters['missingProperty'])] }];
    case 'type':
      return [{ kind: 'type', path, expected: expectedType(parameters['type']) }];
    case 'enum':
      return [{ kind: 'boolean', path }];
    case 'pattern':
      return [
        { kind: 'form', path: error.propertyName === undefined ? path : [...path, error.propertyName] },
      ];
    default:
      // "propertyNames" only repeats the error of the pattern inside it.
      return [];
  }
}

function expectedType(type: unknown): 'list' | 'mapping' | 'text' {
  if (type === 'array') return 'list';
  return type === 'object' ? 'mapping' : 'text';
}

// A JSON pointer (RFC 6901).
function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
