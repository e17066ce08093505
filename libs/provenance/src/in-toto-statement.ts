import type { Digest } from '@cip/oci';

/** Digests by algorithm, such as `sha256` or `gitCommit`, in hexadecimal (in-toto attestation framework v1, "DigestSet"). */
export type DigestSet = Readonly<Record<string, string>>;

/** An in-toto statement v1 about one image, in the order of fields in which it is written. */
export interface InTotoStatement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly [{ readonly name: string; readonly digest: DigestSet }];
  readonly predicateType: string;
  readonly predicate: object;
}

/** A statement about an image. `name` is its public name, without tag or digest: `registry.k8s.io/foo`. */
export function statementAbout(
  { name, digest }: { readonly name: string; readonly digest: Digest },
  predicateType: string,
  predicate: object,
): InTotoStatement {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: digestSetOf(digest) }],
    predicateType,
    predicate,
  };
}

/** A digest as statements write it. */
export function digestSetOf(digest: Digest): DigestSet {
  const [algorithm = '', hex = ''] = digest.split(':');
  return { [algorithm]: hex };
}

/** A time in whole seconds (RFC 3339), in UTC. Fractions of a second are cut off. */
export function timestampOf(time: Date): string {
  return `${time.toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`;
}

/** The fields that have a value: no undefined, no empty text and no empty list. */
export function withoutEmpty(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => {
      if (value === undefined || value === '') return false;
      return !Array.isArray(value) || value.length > 0;
    }),
  );
}
