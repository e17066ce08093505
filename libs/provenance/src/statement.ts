import { type Digest, isDigest, isObject, parseJsonObject } from '@cip/oci';
import { jsonNesting } from './json-nesting.js';

/** An in-toto statement, v0.1 or v1. */
export interface Statement {
  readonly predicateType: string;
  /** The sha256 and sha512 digests of its subjects. A digest in any other form matches no image. */
  readonly subjects: readonly Digest[];
  /** Its fields are unchecked; empty where it is absent or no object. */
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** What a statement may measure. An SBOM of a large image has a few megabytes; a release has a few thousand subjects. */
export const statementLimits = { bytes: 16 * 1024 * 1024, nesting: 100, subjects: 10_000 };

const types = new Set(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']);

/** Parses the signed bytes of an attestation, or says why they are not a statement, as the end of "it is not a statement: …". */
export function parseStatement(bytes: Uint8Array): Statement | { readonly why: string } {
  const { bytes: mostBytes, nesting, subjects: mostSubjects } = statementLimits;
  if (bytes.length > mostBytes) return { why: `it has more than ${mostBytes} bytes` };
  if (jsonNesting(bytes) > nesting) return { why: `it nests deeper than ${nesting} levels` };
  const statement = parseJsonObject(bytes);
  if (!statement) return { why: 'it is not a JSON object' };
  const { _type: type, subject, predicateType, predicate } = statement;
  if (typeof type !== 'string' || !types.has(type))
    return { why: 'its type is not that of an in-toto statement' };
  if (typeof predicateType !== 'string' || predicateType === '') return { why: 'it has no predicate type' };
  if (!Array.isArray(subject)) return { why: 'its subjects are not a list' };
  if (subject.length > mostSubjects) return { why: `it has more than ${mostSubjects} subjects` };
  const subjects = (subject as unknown[]).map(digestsOf);
  if (!subjects.every((digests) => digests !== undefined))
    return { why: 'one of its subjects has no digest' };
  return { predicateType, subjects: subjects.flat(), predicate: isObject(predicate) ? predicate : {} };
}

/**
 * The digests of a subject that a registry could have, or undefined when it has no set of digests. Other algorithms are
 * ignored (in-toto attestation framework v1, "DigestSet").
 */
function digestsOf(subject: unknown): readonly Digest[] | undefined {
  if (!isObject(subject) || !isObject(subject['digest'])) return undefined;
  const { sha256, sha512 } = subject['digest'];
  return Object.entries({ sha256, sha512 })
    .map(([algorithm, hex]) => `${algorithm}:${typeof hex === 'string' ? hex : ''}`)
    .filter(isDigest);
}
