import type { Digest } from '@cip/oci';
import type { ManifestKind } from './manifest-schemas.js';
import type { ProvenancePolicy } from './provenance/provenance-policy.js';

/** Where something is written: a UTF-16 offset into a file. `positionOf` turns it into line and column when one is needed. */
export interface Place {
  readonly file: ManifestFile;
  readonly offset: number;
}

/** One file of a manifest tree. `path` is what reports show: relative to the working directory, with `/`. */
export interface ManifestFile {
  readonly path: string;
  readonly kind: ManifestKind;
  /** Without a byte order mark. */
  readonly text: string;
}

/** A position for people: line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A registry of a manifest: `name` is `host[:port]` with an optional path, without a slash at its end. */
export interface RegistryEntry {
  readonly name: string;
  readonly serviceAccount?: string;
  readonly place: Place;
}

/** One digest under one image name. `tags` are sorted and distinct; none: promoted without a tag. */
export interface ImageDigest {
  readonly digest: Digest;
  readonly tags: readonly string[];
  /** Of the digest, where it stands first. */
  readonly place: Place;
  /** Where each of the tags stands: an offset into the same file, in the order of `tags`. */
  readonly tagOffsets: readonly number[];
}

/** All digests of one image name; blocks that repeat the name are merged, a digest stands once, sorted by digest. */
export interface Image {
  readonly name: string;
  readonly digests: readonly ImageDigest[];
  readonly place: Place;
  /** The blocks that repeat the name; `place` is the first block. */
  readonly repetitions: readonly Place[];
}

/** The sound part of one subproject: what goes from where to where. */
export interface PromotionManifest {
  /** The folder under `manifests/`, or the path of a plain manifest. */
  readonly name: string;
  readonly source: RegistryEntry;
  /** Sorted by name. */
  readonly destinations: readonly RegistryEntry[];
  /** Registries that are written again, in the order of the file; they are merged with the first of the same name. */
  readonly repeatedRegistries: readonly RegistryEntry[];
  /** What attestations of the images have to prove; absent when that is nothing. */
  readonly provenance?: ProvenancePolicy;
  /** Sorted by name. */
  readonly images: readonly Image[];
}

/** What a mistake stops; absent parts mean "all of it". */
export interface Touched {
  readonly subproject?: string;
  readonly source?: string;
  /** One entry of `registries`, as written; the others of the subproject go on. */
  readonly registry?: string;
  readonly image?: string;
  /** As written: it may be what is wrong. */
  readonly digest?: string;
  readonly tags?: readonly string[];
}

/** Names of mistakes in files; the linter's rules of the same names report them. */
export type ProblemRule =
  | 'yaml-syntax'
  | 'duplicate-key'
  | 'unknown-key'
  | 'manifest-schema'
  | 'digest-format'
  | 'tag-format'
  | 'image-name'
  | 'empty-image'
  | 'registry-name'
  | 'registry-spelling'
  | 'one-source'
  | 'provenance-policy'
  | 'thin-tree-layout'
  | 'misplaced-manifest'
  | 'tree-integrity';

/** A mistake in a manifest file. An error blocks what it touches; a warning blocks nothing. */
export interface Problem {
  /** A {@link ProblemRule}, or the name of a rule that a project enforces on what it promotes. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What to do about it, as an imperative sentence. */
  readonly remedy: string;
  /** Line and column are 1 where a file as a whole is meant (unreadable, not text, misplaced). */
  readonly where: Position;
  readonly touches: Touched;
}

/** A tree of promoter manifests as read: the sound part, and everything that is wrong with the rest. */
export interface ManifestTree {
  /** Sorted by name. */
  readonly manifests: readonly PromotionManifest[];
  /** Sorted by file, line and column. */
  readonly problems: readonly Problem[];
  /** The files that have a role in the tree, sorted by path; one that could not be read has no text. */
  readonly files: readonly ManifestFile[];
  /** Files that have no role in a tree, and are none of those that may stand anywhere; as reports show them. Sorted. */
  readonly unknownFiles: readonly string[];
}
