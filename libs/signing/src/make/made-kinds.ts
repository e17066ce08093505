import type { Descriptor } from '@cip/oci';
import {
  type InTotoStatement,
  type MadeKind,
  predicateTypes,
  type SignedImage,
  signatureStatement,
} from '@cip/provenance';
import { bundleArtifact } from './bundle-artifact.js';
import type { Signer } from './create-signer.js';
import { legacyArtifact } from './legacy-artifact.js';
import type { MadeArtifact } from './made-artifact.js';

/** The predicate type of each kind that is a bundle. */
export const typeOfKind: Readonly<Record<Exclude<MadeKind, 'signature'>, string>> = {
  'signature-bundle': predicateTypes.imageSignature,
  record: predicateTypes.promotionRecord,
  summary: predicateTypes.verificationSummary,
};

/** What is made for one digest. */
export interface ToMake {
  /** The image or index as its registry has it. */
  readonly subject: Descriptor;
  readonly image: SignedImage;
  /** Sorted as `madeKinds`. A record or summary needs its statement. */
  readonly kinds: readonly MadeKind[];
  readonly statements: Partial<Readonly<Record<'record' | 'summary', InTotoStatement>>>;
  /** Of the run. */
  readonly created: Date;
}

/** Signs one kind of artifact. Rejects with `SigningError`, and then nothing was signed. */
export async function make(kind: MadeKind, what: ToMake, signer: Signer): Promise<MadeArtifact> {
  const { subject, image, created } = what;
  if (kind === 'signature') return legacyArtifact(image.digest, await signer.signImage(image));
  const bundle = await signer.attest(statementOf(kind, what));
  return bundleArtifact({ subject, bundle, predicateType: typeOfKind[kind], created });
}

function statementOf(kind: Exclude<MadeKind, 'signature'>, { image, statements }: ToMake): InTotoStatement {
  if (kind === 'signature-bundle') return signatureStatement(image);
  const statement = statements[kind];
  if (!statement) throw new TypeError(`a ${kind} without its statement: ${image.digest}`);
  return statement;
}
