import { type Digest, isObject, parseJsonObject } from '@cip/oci';
import { type MadeKind, predicateTypes } from '@cip/provenance';
import type { CarriedArtifact, CarriedSignature } from '@cip/signing';

/** What something that the promoter signed says. */
export interface Said {
  readonly kind: MadeKind;
  /** Of its manifest. */
  readonly digest: Digest;
  /** The name that it gives the image, without tag or digest. */
  readonly name: string;
  /** Of a record or summary; its fields are unchecked. */
  readonly predicate: Readonly<Record<string, unknown>>;
}

const kinds = new Map<string, MadeKind>([
  [predicateTypes.imageSignature, 'signature-bundle'],
  [predicateTypes.promotionRecord, 'record'],
  [predicateTypes.verificationSummary, 'summary'],
]);

/** Undefined for what is none of the kinds that a promoter makes. */
export function saidIn(
  { place, digest }: CarriedArtifact,
  { predicateType = '', payload = new Uint8Array() }: CarriedSignature,
): Said | undefined {
  const content = parseJsonObject(payload) ?? {};
  if (place === 'sig') return { kind: 'signature', digest, name: referenceIn(content), predicate: {} };
  const kind = place === 'referrer' ? kinds.get(predicateType) : undefined;
  const { predicate } = content;
  return kind && { kind, digest, name: subjectIn(content), predicate: isObject(predicate) ? predicate : {} };
}

/** Of cosign's "Simple Signing" payload. */
function referenceIn({ critical }: Readonly<Record<string, unknown>>): string {
  const { identity } = isObject(critical) ? critical : {};
  return textIn(isObject(identity) ? identity : {}, 'docker-reference');
}

function subjectIn({ subject }: Readonly<Record<string, unknown>>): string {
  const [first] = Array.isArray(subject) ? (subject as unknown[]) : [];
  return textIn(isObject(first) ? first : {}, 'name');
}

/** A field that should be a text; empty where it is none. */
export function textIn(content: Readonly<Record<string, unknown>>, field: string): string {
  const value = content[field];
  return typeof value === 'string' ? value : '';
}

/** The texts of a field that should be a list of them. */
export function textsIn(content: Readonly<Record<string, unknown>>, field: string): string[] {
  const value = content[field];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
