import type { ErrorObject, ValidateFunction } from 'ajv';
import { limits } from './limits.js';
import { findAt } from './manifest-part.js';
import { type DuplicateKey, plainValue } from './plain-value.js';
import type { YamlNode } from './yaml-node.js';

/**
 * One deviation of a file from its schema. `path` leads from the root to the value, or to the key where the key is
 * at fault; indexes of lists are steps of it too. `form`: a text that does not match its pattern; `ofKey`: a key.
 */
export type Fault =
  | { readonly kind: 'unknown-key' | 'missing-key' | 'empty'; readonly path: readonly string[] }
  | { readonly kind: 'form'; readonly path: readonly string[]; readonly ofKey: boolean }
  | { readonly kind: 'choice'; readonly path: readonly string[]; readonly allowed: readonly unknown[] }
  | {
      readonly kind: 'type';
      readonly path: readonly string[];
      readonly expected: 'list' | 'mapping' | 'text';
    }
  | ({ readonly kind: 'duplicate-key' } & DuplicateKey);

/** What is wrong with the shape of a file. */
export interface FoundFaults {
  readonly faults: readonly Fault[];
  /** There are so many that no more of them were looked for. */
  readonly isCut: boolean;
}

/** A file as validators and readers of values see it, and what is wrong with its shape. */
export interface CheckedShape extends FoundFaults {
  /** All scalars are texts; of a repeated key the last value. */
  readonly value: unknown;
}

/** Holds the nodes of a file against the validator of its JSON Schema. */
export function checkShape(root: YamlNode, validate: ValidateFunction): CheckedShape {
  const duplicates: DuplicateKey[] = [];
  const value = plainValue(root, duplicates);
  const errors = validate(value) ? [] : (validate.errors ?? []);
  validate.errors = null;
  const repeated = duplicates.map((duplicate): Fault => ({ kind: 'duplicate-key', ...duplicate }));
  return {
    value,
    faults: [...repeated, ...errors.flatMap(faultOf)],
    isCut: duplicates.length >= limits.faults || errors.length >= limits.faults,
  };
}

/** Where people look for a fault: at the key if that is wrong, at the mapping that lacks one, else at the value. */
export function offsetOfFault(root: YamlNode, fault: Fault): number {
  if (fault.kind === 'duplicate-key') return fault.repetition.offset;
  const { parent, node, entry } = findAt(root, fault.path);
  if (fault.kind === 'missing-key' || !node) return parent.offset;
  const atKey = fault.kind === 'unknown-key' || (fault.kind === 'form' && fault.ofKey);
  return atKey && entry ? entry.offset : node.offset;
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
      return [{ kind: 'choice', path, allowed: parameters['allowedValues'] as readonly unknown[] }];
    case 'minItems':
    case 'minLength':
      return [{ kind: 'empty', path }];
    case 'pattern': {
      const { propertyName } = error;
      if (propertyName === undefined) return [{ kind: 'form', path, ofKey: false }];
      return [{ kind: 'form', path: [...path, propertyName], ofKey: true }];
    }
    default:
      // "propertyNames" only repeats the error of the pattern inside it.
      return [];
  }
}

function expectedType(type: unknown): 'list' | 'mapping' | 'text' {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (types.includes('array')) return 'list';
  return types.includes('object') ? 'mapping' : 'text';
}

// A JSON pointer (RFC 6901).
function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
