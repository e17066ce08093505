/** How one field of a signer is held against what a certificate says. A `regex` is one of RE2, and matches the whole field. */
export interface Matcher {
  readonly kind: 'exact' | 'prefix' | 'regex';
  readonly text: string;
  readonly ignoresCase: boolean;
}

/** Whose signatures count: an identity, as an issuer vouches for it. */
export interface Signer {
  /** As written. */
  readonly text: string;
  readonly issuer: Matcher;
  readonly identity: Matcher;
}

/** A level of the build track of SLSA. */
export type BuildLevel = 1 | 2 | 3;

/**
 * Who may have called a builder that is a reusable workflow of GitHub Actions, which any workflow can call. An empty list allows
 * all.
 */
export interface Caller {
  /** Paths in the source repository, in `.github/workflows/`. */
  readonly workflows: readonly string[];
  /** Patterns of the refs that the calling run ran for, such as `refs/tags/v*`: see `matchesPath`. Never empty. */
  readonly refs: readonly string[];
  /** The events that started the calling run, such as `push`. */
  readonly events: readonly string[];
}

/** Who may have built an image, and the level that it builds at. */
export interface Builder {
  /** One without `@` stands for that builder at any ref. */
  readonly id: string;
  readonly level: BuildLevel;
  /** The signers that may claim this builder, as they are written in the policy. None: those that no builder names. */
  readonly signers: readonly string[];
  /** Absent: anybody may have called it. */
  readonly caller?: Caller;
}

/** The level that some images have to reach, whatever the policy demands of all. */
export interface ImageLevel {
  /** Patterns of image names, relative to the source of the policy: see `matchesPath`. */
  readonly images: readonly string[];
  readonly level: BuildLevel;
}

/** What a promoter manifest demands of the attestations of its images, under `provenance`. */
export interface ProvenancePolicy {
  readonly mode: 'warn' | 'require';
  readonly signers: readonly Signer[];
  readonly builders: readonly Builder[];
  /** Repositories that images may be built from, without a ref. */
  readonly sources: readonly string[];
  /** What has to be attested besides the build. */
  readonly predicateTypes: readonly string[];
  /** The least level that provenance has to reach. */
  readonly level?: BuildLevel;
  /** What some images have to reach. Provenance below that counts, but does not suffice for them. */
  readonly levels: readonly ImageLevel[];
  /** Where it stands in the file of the registries. */
  readonly offset: number;
}
