import { algorithmOf, compareTexts, type Digest, type Shard } from '@cip/oci';
import {
  fingerprint,
  type Image,
  type ImageDigest,
  type ManifestTree,
  positionOf,
  type Problem,
  type PromotionManifest,
} from '@cip/manifest';
import { AppliedPolicies, type AppliedPolicy } from '@cip/provenance';
import type { Blocker } from './plan.js';

/** One image of one manifest that is to be in a destination repository. */
export interface Claim {
  readonly manifest: PromotionManifest;
  readonly image: Image;
  /** The source repository, with its registry. */
  readonly source: string;
  /** What attestations of the image have to prove before it is promoted; absent for nothing. */
  readonly policies?: readonly AppliedPolicy[];
}

/**
 * One destination repository and who wants something in it. `before` are the claims of an older tree: what they
 * asked for already is not asked for again.
 */
export interface DesiredRepository {
  readonly name: string;
  /** Sorted by source, then by manifest. */
  readonly claims: readonly Claim[];
  readonly before: readonly Claim[];
  /** Only these of the claimed digests, each with only these tags. Default: all. */
  readonly only?: ReadonlyMap<Digest, readonly string[]>;
  /** With `only`: of the artifacts that are attached to these of the claimed digests, only these. */
  readonly onlyAttached?: ReadonlyMap<Digest, ReadonlySet<Digest>>;
  /** With `only`: of these of the claimed digests and their platform manifests, only these are signed. */
  readonly onlySigned?: ReadonlyMap<Digest, ReadonlySet<Digest>>;
}

/** What production should hold. Edges are not in here: they are made one repository at a time. */
export interface Desired {
  /** Of the parsed manifests. */
  readonly manifests: Digest;
  /** When this is the part of one shard. */
  readonly shard?: Shard;
  /** Sorted by name. */
  readonly repositories: readonly DesiredRepository[];
  /** The parts of the tree that could not be understood. */
  readonly invalid: readonly Blocker[];
}

/**
 * Expands manifests to the repositories that they want filled: destination registry + `/` + image name. With `since`,
 * only what that older tree did not ask for remains; both are compared as parsed, so that formatting plans nothing. With
 * `strict`, warnings are mistakes, too; with `ignoreProvenance`, no provenance policy applies.
 */
export function desiredState(
  tree: ManifestTree,
  options: {
    readonly since?: ManifestTree;
    readonly strict?: boolean;
    readonly ignoreProvenance?: boolean;
  } = {},
): Desired {
  const policies = new AppliedPolicies(options.ignoreProvenance === true ? [] : tree.manifests);
  const before = options.since ? claimsByRepository(options.since.manifests) : undefined;
  return {
    manifests: fingerprint(tree),
    repositories: [...claimsByRepository(tree.manifests, policies)]
      .map(([name, claims]) => ({ name, claims, before: before?.get(name) ?? [] }))
      .sort((a, b) => compareTexts(a.name, b.name)),
    invalid: [
      ...tree.problems
        .filter(({ severity }) => severity === 'error' || options.strict === true)
        .map(toBlocker),
      ...tree.manifests.flatMap(untaggableIn),
    ],
  };
}

/** How many digests a repository is to hold in all, those that its older claims had included. */
export function promisedIn({ claims }: DesiredRepository): number {
  const [first] = claims;
  if (first && claims.length === 1) return first.image.digests.length;
  return new Set(claims.flatMap(({ image }) => image.digests.map(({ digest }) => digest))).size;
}

/** Registries file tags under sha256: a tag of an image that is named by its sha512 digest would read back as another. */
export function isUntaggable({ digest, tags }: ImageDigest): boolean {
  return tags.length > 0 && algorithmOf(digest) !== 'sha256';
}

function untaggableIn({ source, images }: PromotionManifest): Blocker[] {
  return images.flatMap(({ name, digests }) =>
    digests.filter(isUntaggable).map(({ digest, tags, place }): Blocker => {
      const { file, line } = positionOf(place);
      return {
        kind: 'invalid-manifest',
        image: name,
        digest,
        tags,
        source: `${source.name}/${name}`,
        destination: '',
        reason: 'tag-format: only a sha256 digest can have tags, as registries file tags under sha256',
        where: { file, line },
      };
    }),
  );
}

function claimsByRepository(
  manifests: readonly PromotionManifest[],
  policies?: AppliedPolicies,
): Map<string, Claim[]> {
  const repositories = new Map<string, Claim[]>();
  for (const manifest of manifests) {
    const destinations = new Set(manifest.destinations.map((registry) => registry.name));
    for (const image of manifest.images) {
      const source = `${manifest.source.name}/${image.name}`;
      const applied = policies?.of(source) ?? [];
      const claim = { manifest, image, source, ...(applied.length > 0 && { policies: applied }) };
      for (const registry of destinations) {
        const name = `${registry}/${image.name}`;
        const claims = repositories.get(name);
        if (claims) claims.push(claim);
        else repositories.set(name, [claim]);
      }
    }
  }
  for (const claims of repositories.values()) {
    claims.sort((a, b) => compareTexts(a.source, b.source) || compareTexts(a.manifest.name, b.manifest.name));
  }
  return repositories;
}

function toBlocker(problem: Problem): Blocker {
  const { touches, where } = problem;
  return {
    kind: 'invalid-manifest',
    image: touches.image ?? '',
    digest: touches.digest ?? '',
    tags: touches.tags ?? [],
    source: touches.source ?? '',
    destination: '',
    reason: `${problem.rule}: ${problem.message}`,
    where: { file: where.file, line: where.line },
  };
}
