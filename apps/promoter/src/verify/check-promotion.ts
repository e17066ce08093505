import { isOwnSigner, promisedKinds, publicNameOf } from '@cip/configuration';
import type { Digest } from '@cip/oci';
import { madeKinds } from '@cip/provenance';
import { madeKindText, type PromotionCheck } from '@cip/report';
import type { Carried } from '@cip/signing';
import { folderOf, type LocalManifests } from '@cip/source';
import type { ReadManifests } from '../read-manifests.js';
import { type PromisedDigest, promisedDigests } from '../sign/promised-digests.js';
import { type Said, saidIn, textIn, textsIn } from './said-in.js';
import { userCommands } from './user-commands.js';

/** An image in production. */
export interface PromotedImage {
  /** With its registry. */
  readonly repository: string;
  readonly digest: Digest;
}

/** What was found out about an image, and what is wrong with it, a sentence without a full stop each. */
export interface CheckedPromotion {
  readonly promotion: PromotionCheck;
  readonly violations: readonly string[];
}

/** Where the promoter keeps what it signs for an image, and how it is checked. */
export interface PromotionChecks {
  /** Undefined for what manifests do not promise, and where nothing is signed. */
  readonly placeOf: (image: PromotedImage) => string | undefined;
  /** `carried` is what the image carries in that place. */
  readonly check: (image: PromotedImage, carried: Carried) => CheckedPromotion;
}

type Tree = Pick<ReadManifests, 'tree' | 'configuration'>;

/** Prepares to hold images against what the project signs; undefined where it signs nothing. */
export function promotionChecks(
  { tree, configuration }: Tree,
  manifests: LocalManifests,
): PromotionChecks | undefined {
  const { signing, trust, attached, policy } = configuration;
  if (!signing) return undefined;
  const promised = promisedDigests(tree, attached).digests;
  const destinations = tree.manifests.flatMap((one) => one.destinations.map(({ name }) => name));
  const registries = policy.productionRegistries.length > 0 ? policy.productionRegistries : destinations;
  const isOwn = isOwnSigner(signing);
  const find = ({ repository, digest }: PromotedImage): PromisedDigest | undefined =>
    promised.find(
      (one) =>
        one.digest === digest &&
        ([one.home, ...one.copies].includes(repository) ||
          destinations.some((registry) => repository === `${registry}/${one.image}`)),
    );
  return {
    placeOf: (image) => {
      const one = find(image);
      return one && [one.home, ...one.copies].includes(image.repository) ? image.repository : one?.home;
    },
    check: (image, carried) => {
      const one = find(image);
      const name = publicNameOf(image.repository, signing.publicName, registries);
      const found = ownIn(carried, isOwn);
      const kinds = one ? promisedKinds(signing, { isTagged: one.tags.length > 0 }) : [];
      const missing = kinds.filter((kind) => !found.some((said) => said.kind === kind));
      const { digest } = image;
      const reference = `${name}@${digest}`;
      const facts = { reference, digest, signing, trust, folder: folderOf(manifests) };
      return {
        promotion: {
          repository: one?.home ?? image.repository,
          found: found.map((said) => ({ kind: said.kind, digest: said.digest, says: sentenceOf(said) })),
          missing,
          commands: userCommands(found, facts),
        },
        violations: [
          ...missing.map((kind) => `the promoter has not made its ${madeKindText(kind)}`),
          ...found.flatMap((said) => contradictions(said, name, image.digest, one)),
        ],
      };
    },
  };
}

function ownIn({ digest, artifacts }: Carried, isOwn: ReturnType<typeof isOwnSigner>): Said[] {
  const found = artifacts.flatMap((artifact) =>
    artifact.signatures.flatMap((signature) => {
      const { verification } = signature;
      const said = artifact.misplaced === undefined ? saidIn(artifact, signature) : undefined;
      if (said?.about !== digest || verification.kind !== 'verified') return [];
      return verification.signers.some((signer) => isOwn(signer, said.kind)) ? [said] : [];
    }),
  );
  return madeKinds.flatMap((kind) => found.filter((said) => said.kind === kind));
}

function sentenceOf({ kind, name, predicate }: Said): string {
  if (kind === 'record') {
    const tags = textsIn(predicate, 'tags');
    const as = tags.length > 0 ? ` as ${tags.join(', ')}` : '';
    return `promoted from ${textIn(predicate, 'srcRef')}${as} at ${textIn(predicate, 'timestamp')}`;
  }
  if (kind === 'summary') {
    const levels = textsIn(predicate, 'verifiedLevels').join(', ');
    return `${textIn(predicate, 'verificationResult')} at ${textIn(predicate, 'timeVerified')}: ${levels}`;
  }
  return `signed as ${name}`;
}

/** What is signed says that it is about another name or source than the manifests do. */
function contradictions(
  { kind, digest, name, predicate }: Said,
  publicName: string,
  image: Digest,
  promised: PromisedDigest | undefined,
): string[] {
  const what = `the ${madeKindText(kind)} ${digest}`;
  const expected: [said: string, wanted: string][] = [[name, publicName]];
  if (kind === 'record') {
    expected.push([textIn(predicate, 'dstRef'), publicName], [textIn(predicate, 'digest'), image]);
    if (promised) expected.push([textIn(predicate, 'srcRef'), `${promised.source}@${image}`]);
  }
  if (kind === 'summary') expected.push([textIn(predicate, 'resourceUri'), `${publicName}@${image}`]);
  return expected
    .filter(([said, wanted]) => said !== wanted)
    .map(([said, wanted]) => `${what} says ${said || 'nothing'} where it should say ${wanted}`);
}
