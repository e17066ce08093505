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
  /** The digest that it is about: an index carries what is about its platforms, too. */
  readonly about: string;
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
  if (place === 'sig') return { kind: 'signature', digest, ...imageIn(content), predicate: {} };
  const kind = place === 'referrer' ? kinds.get(predicateType) : undefined;
  const predicate = objectIn(content, 'predicate');
  return kind && { kind, digest, ...subjectIn(content), predicate };
}

type Subject = Pick<Said, 'name' | 'about'>;

/** Of cosign's "Simple Signing" payload. */
function imageIn(content: Content): Subject {
  const critical = objectIn(content, 'critical');
  return {
    name: textIn(objectIn(critical, 'identity'), 'docker-reference'),
    about: textIn(objectIn(critical, 'image'), 'docker-manifest-digest'),
  };
}

/** Of a statement; the promoter's have one subject. */
function subjectIn({ subject }: Content): Subject {
  const [first] = Array.isArray(subject) ? (subject as unknown[]) : [];
  const one = isObject(first) ? first : {};
  const [[algorithm, hex] = ['', '']] = Object.entries(objectIn(one, 'digest'));
  return { name: textIn(one, 'name'), about: `${algorithm}:${String(hex)}` };
}

type Content = Readonly<Record<string, unknown>>;

/** A field that should be an object; empty where it is none. */
function objectIn(content: Content, field: string): Content {
  const value = content[field];
  return isObject(value) ? value : {};
}

/** A field that should be a text; empty where it is none. */
export function textIn(content: Content, field: string): string {
  const value = content[field];
  return typeof value === 'string' ? value : '';
}

/** The texts of a field that should be a list of them. */
export function textsIn(content: Content, field: string): string[] {
  const value = content[field];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
